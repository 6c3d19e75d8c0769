"use client";
// The actions that fit what is chosen, as buttons: those of every day first, the rest behind one.
import {
  Anchor,
  CircleCheck,
  CircleSlash,
  Ellipsis,
  Eraser,
  RotateCcw,
  Trash2,
  Undo2,
  Unlink,
  UserMinus,
  UserPlus,
} from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { MEDIA_ACTIONS, type MediaActionName } from "@/lib/domain/staff/kinds";
import type { ReviewItem } from "./review-item";

const ICONS: Record<MediaActionName, ReactNode> = {
  review: <CircleCheck aria-hidden />,
  reject: <CircleSlash aria-hidden />,
  trash: <Trash2 aria-hidden />,
  restore: <RotateCcw aria-hidden />,
  unreview: <Undo2 aria-hidden />,
  assignCaptain: <UserPlus aria-hidden />,
  unassign: <UserMinus aria-hidden />,
  linkCharter: <Anchor aria-hidden />,
  unlinkCharter: <Unlink aria-hidden />,
  purge: <Eraser aria-hidden />,
};

/** The letter of each action on an item that has the focus. */
export const LETTERS: Readonly<Record<string, MediaActionName>> = {
  r: "review",
  x: "reject",
  Delete: "trash",
  u: "restore",
};

/** What makes sense for these items, the server still decides on each. */
export function fitting(
  chosen: readonly ReviewItem[],
  isAdmin: boolean,
): { first: MediaActionName[]; more: MediaActionName[] } {
  const some = (is: (item: ReviewItem) => boolean) => chosen.some(is);
  const isTrash = some(({ state }) => state === "trash");
  const isOrphan = some(({ state }) => state === "orphan");
  const purge: MediaActionName[] = isAdmin && (isTrash || isOrphan) ? ["purge"] : [];
  if (isTrash) return { first: ["restore"], more: purge };
  if (isOrphan) return { first: ["assignCaptain", "review", "trash"], more: ["reject", ...purge] };
  const isUnseen = some(({ reviewedAt, rejectedReason }) => !reviewedAt || rejectedReason !== null);
  const isAccepted = some(({ rejectedReason }) => rejectedReason === null);
  const isPending = some(({ state }) => state === "pending");
  const isJudged = some(
    ({ reviewedAt, rejectedReason }) => reviewedAt !== null || rejectedReason !== null,
  );
  return {
    first: [...when(isUnseen, "review"), ...when(isAccepted, "reject"), "trash"],
    more: [
      ...when(isPending && isAccepted, "linkCharter"),
      ...when(isPending, "assignCaptain"),
      ...when(isJudged, "unreview"),
    ],
  };
}

const when = (is: boolean, action: MediaActionName): MediaActionName[] => (is ? [action] : []);

export function ActionButtons({
  chosen,
  isAdmin,
  isBusy,
  isAll = false,
  onAction,
}: {
  chosen: readonly ReviewItem[];
  isAdmin: boolean;
  isBusy: boolean;
  /** They stand for all that match the view. */
  isAll?: boolean;
  onAction: (action: MediaActionName) => void;
}) {
  const fits = fitting(chosen, isAdmin);
  const offered = (action: MediaActionName) => !isAll || MEDIA_ACTIONS[action].all;
  const [first, more] = [fits.first.filter(offered), fits.more.filter(offered)];
  return (
    <div className="flex flex-wrap gap-2">
      {first.map((action) => (
        <Button
          key={action}
          icon={ICONS[action]}
          disabled={isBusy}
          onClick={() => onAction(action)}
          className="max-sm:flex-1 max-sm:px-2"
        >
          {MEDIA_ACTIONS[action].label}
        </Button>
      ))}
      {more.length > 0 && (
        <Menu
          trigger={
            <Button disabled={isBusy} icon={<Ellipsis aria-hidden />}>
              More
            </Button>
          }
        >
          {more.map((action) => (
            <MenuItem key={action} icon={ICONS[action]} onSelect={() => onAction(action)}>
              {MEDIA_ACTIONS[action].label}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}
