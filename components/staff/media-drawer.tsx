"use client";
// One item in full, at the side of its list: a large picture, all that is known, where it is used, and what
// was done to it.
import { ArrowLeft, ArrowRight, ExternalLink, Undo2, X } from "lucide-react";
import Link from "next/link";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DataList } from "@/components/ui/data-list";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { Picture } from "@/components/ui/picture";
import { Skeleton } from "@/components/ui/skeleton";
import { useFocusBack } from "@/components/ui/use-focus-back";
import { ageInWords, sizeInWords } from "@/components/words/quantities";
import { api } from "@/lib/client/api";
import { explain } from "@/lib/client/toast";
import { MEDIA_KINDS } from "@/lib/domain/media/kinds";
import type { StaffMediaView } from "@/lib/domain/media/schema";
import type { MediaUse, StaffMediaDetail } from "@/lib/domain/staff/schema";
import { HistoryList } from "./history-list";
import type { ReviewItem } from "./review-item";
import { headingOf, measures, moment, STATE_WORDS } from "./staff-words";
import type { Undoable } from "./use-media-actions";

export function MediaDrawer({
  id,
  mark,
  onClose,
  onStep,
  undoable,
  actionsOf,
}: {
  id: string;
  /** Another one means that the item may have changed. */
  mark: unknown;
  onClose: () => void;
  /** To the item before or after this one; null at an end of the list. */
  onStep: { previous: (() => void) | null; next: (() => void) | null };
  /** What was done last, while it can be taken back: the drawer keeps the focus, so this stands within. */
  undoable: Undoable | null;
  actionsOf: (item: ReviewItem) => ReactNode;
}) {
  const focusBack = useFocusBack();
  const { detail, trouble } = useDetail(id, mark);
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-deep/75" />
        <Radix.Content
          {...focusBack}
          aria-describedby={undefined}
          onInteractOutside={(event) => {
            // What was done is taken back in a toast, without leaving the item.
            if (event.target instanceof Element && event.target.closest("[data-sonner-toaster]"))
              event.preventDefault();
          }}
          onKeyDown={({ key, target }) => {
            if (target instanceof Element && target.closest("input,textarea,select,video")) return;
            if (key === "ArrowLeft") onStep.previous?.();
            if (key === "ArrowRight") onStep.next?.();
          }}
          className="fixed inset-y-0 right-0 z-50 flex w-full animate-appear flex-col border-ink bg-card text-ink sm:w-[min(40rem,92vw)] sm:border-l-2"
        >
          <div className="flex items-center gap-1 border-line border-b-[1.5px] px-4 py-2">
            <Radix.Title className="min-w-0 flex-1 text-lg leading-tight">
              {detail ? headingOf(detail.item) : "Media"}
            </Radix.Title>
            <IconButton
              label="Previous item"
              icon={<ArrowLeft aria-hidden />}
              disabled={!onStep.previous}
              onClick={() => onStep.previous?.()}
            />
            <IconButton
              label="Next item"
              icon={<ArrowRight aria-hidden />}
              disabled={!onStep.next}
              onClick={() => onStep.next?.()}
            />
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} />
            </Radix.Close>
          </div>
          <div className="grid flex-1 content-start gap-6 overflow-y-auto p-4">
            {trouble && <Notice tone="bad" live title={trouble} />}
            {!detail && !trouble && <Skeleton className="aspect-4/3 w-full" />}
            {detail && <Detail detail={detail} />}
          </div>
          {undoable && (
            <div className="flex items-center gap-3 border-line border-t-[1.5px] px-4 py-2">
              <p role="status" className="min-w-0 flex-1 font-bold">
                {undoable.sentence}
              </p>
              <Button icon={<Undo2 aria-hidden />} onClick={undoable.undo}>
                Undo
              </Button>
            </div>
          )}
          {detail && (
            <div className="border-ink border-t-2 p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {actionsOf(detail.item)}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function useDetail(id: string, mark: unknown) {
  const [known, setKnown] = useState<{ id: string; detail?: StaffMediaDetail; trouble?: string }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark only says when to ask again.
  useEffect(() => {
    let isWanted = true;
    api.readStaffMedia(id).then(
      (detail) => isWanted && setKnown({ id, detail }),
      (error) => isWanted && setKnown({ id, trouble: explain(error).toast }),
    );
    return () => {
      isWanted = false;
    };
  }, [id, mark]);
  const { detail, trouble } = known?.id === id ? known : {};
  return { detail, trouble };
}

function Detail({ detail }: { detail: StaffMediaDetail }) {
  const { item, file, times, reviewedBy, uses, history } = detail;
  return (
    <>
      <Preview item={item} />
      {item.rejectedReason !== null && (
        <Notice tone="bad" title="Rejected">
          {item.rejectedReason}
        </Notice>
      )}
      <Part title="Where it is used">
        <ul className="grid gap-1">
          {uses.map((use) => (
            <li key={use.mediaId} className="flex min-h-touch flex-wrap items-center gap-x-2">
              <Use use={use} /> <Badge>{STATE_WORDS[use.state]}</Badge>
              {use.mediaId === item.id && <span className="text-ink-soft text-sm">this one</span>}
            </li>
          ))}
        </ul>
      </Part>
      <Part title="What is known">
        <DataList
          className="text-sm [overflow-wrap:anywhere]"
          items={[
            { term: "State", value: STATE_WORDS[item.state] },
            { term: "Kind", value: MEDIA_KINDS[item.kind].label },
            { term: "Captain", value: item.captain?.displayName ?? "None" },
            { term: "E-mail", value: item.captain?.email ?? "None" },
            {
              term: "Uploaded",
              value: `${moment(item.createdAt)}, ${ageInWords(item.ageSeconds)}`,
            },
            { term: "Changed", value: moment(times.updatedAt) },
            ...told("Removed", times.trashedAt),
            ...told("Orphan since", times.orphanedAt),
            ...told("Missing since", times.missingSince),
            {
              term: "Reviewed",
              value: item.reviewedAt
                ? `${moment(item.reviewedAt)}${reviewedBy ? ` by ${reviewedBy}` : ""}`
                : "Not yet",
            },
            { term: "Measures", value: measures(item) || "Not measured" },
            { term: "Type", value: item.mimeType ?? "Unknown" },
            { term: "Sizes stored", value: sizesOf(file.pictures) },
            { term: "Caption", value: item.caption ?? "None" },
            { term: "In words", value: item.altText ?? "None" },
            { term: "Key", value: <code>{file.key}</code> },
            { term: "SHA-256", value: <code>{file.sha256 ?? "unknown"}</code> },
            { term: "Id", value: <code>{item.id}</code> },
          ]}
        />
      </Part>
      <Part title="What was done">
        <HistoryList entries={history} />
      </Part>
    </>
  );
}

function Preview({ item }: { item: StaffMediaView }) {
  const isVideo = MEDIA_KINDS[item.kind].medium === "video";
  return (
    <figure className="grid gap-2">
      <div className="overflow-hidden rounded-card bg-well">
        {isVideo ? (
          <video
            key={item.url}
            src={item.url}
            {...(item.thumbnailUrl && { poster: item.thumbnailUrl })}
            controls
            preload="none"
            className="max-h-[50dvh] w-full"
          />
        ) : (
          <Picture
            key={item.url}
            url={item.url}
            alt={item.altText ?? item.caption ?? headingOf(item)}
            renditions={item.renditions}
            placeholder={item.placeholder}
            width={item.width}
            height={item.height}
            sizes="(min-width: 640px) 38rem, 100vw"
            eager
            className="mx-auto max-h-[50dvh] w-full object-contain"
          />
        )}
      </div>
      <a
        href={item.url}
        target="_blank"
        rel="noreferrer"
        className="inline-flex min-h-touch items-center gap-2"
      >
        <ExternalLink aria-hidden className="size-4.5" />
        Open the file
      </a>
    </figure>
  );
}

function Use({ use: { type, id, name } }: { use: MediaUse }) {
  if (type === "charter") return <Link href={`/charters/${id}`}>Charter {name || id}</Link>;
  if (type === "draft")
    return <Link href={`/staff/drafts/${id}`}>Draft {name || "without a name"}</Link>;
  return <span>{type === "profile" ? `Profile of ${name}` : "In no charter or draft"}</span>;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-2 text-lg">{title}</h3>
      {children}
    </div>
  );
}

const told = (term: string, at: string | null) => (at ? [{ term, value: moment(at) }] : []);

function sizesOf(pictures: StaffMediaDetail["file"]["pictures"]): string {
  return pictures.length > 0
    ? pictures.map(({ width, bytes }) => `${width} px, ${sizeInWords(bytes)}`).join(" · ")
    : "One file";
}
