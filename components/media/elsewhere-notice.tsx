"use client";
// What a draft's photos have to do with other devices and with other drafts.
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { api } from "@/lib/client/api";
import { isShown } from "@/lib/client/photo-order";
import { toastError, toastSuccess } from "@/lib/client/toast";
import type { PhotoDesk } from "./use-draft-photos";

// What one request takes; more than a captain has lying about.
const AT_ONCE = 100;

export function ElsewhereNotice({
  photos: { all, arrange, draftId, arriving },
  otherDrafts,
}: {
  photos: PhotoDesk;
  /** The captain's other open drafts. */
  otherDrafts: readonly { name: string }[];
}) {
  const [busy, setBusy] = useState(false);
  const loose = all.filter((photo) => photo.state === "pending" && photo.draftId === null);
  const keepable = loose.filter(isShown).map(({ id }) => id);
  async function keep() {
    setBusy(true);
    try {
      await api.addPhotos(draftId, keepable.slice(0, AT_ONCE));
      await arrange.catchUp();
      toastSuccess(
        keepable.length === 1 ? "It stays with this charter." : "They stay with this charter.",
      );
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
  }
  return (
    <>
      <p role="status" className={arriving > 0 ? "font-bold text-sea" : "sr-only"}>
        {arriving === 1 && "1 photo is arriving from another device."}
        {arriving > 1 && `${arriving} photos are arriving from another device.`}
      </p>
      {otherDrafts.length > 0 && keepable.length > 0 && (
        <Notice
          title={looseInWords(keepable.length)}
          action={
            <Button busy={busy} onClick={() => void keep()}>
              {keepable.length === 1 ? "Keep it for this charter" : "Keep them for this charter"}
            </Button>
          }
        >
          {keepable.length === 1 ? "It is" : "They are"} also shown in {namesOf(otherDrafts)}. The
          charter you submit first takes {keepable.length === 1 ? "it" : "them"}.
        </Notice>
      )}
    </>
  );
}

function looseInWords(count: number): string {
  return count === 1 ? "1 photo is in no charter yet" : `${count} photos are in no charter yet`;
}

function namesOf(drafts: readonly { name: string }[]): string {
  const [first] = drafts;
  if (drafts.length > 1 || !first) return `${drafts.length} other drafts`;
  return first.name.trim() ? `“${first.name.trim()}”` : "another draft";
}
