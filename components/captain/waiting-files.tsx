"use client";
// What of a draft is on this device and not uploaded yet, with the way there: it goes on where the draft was
// opened, and what failed is decided there.
import { Upload } from "lucide-react";
import { useEffect, useState } from "react";
import { photosInWords } from "@/components/media/upload-words";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { WaitingFiles as Waiting } from "@/lib/client/kept-uploads";

/** They become fewer here while a page of the draft sends them. */
const LOOK_MS = 3000;

export function WaitingFiles({
  ownerId,
  draftId,
  name,
}: {
  /** Of the user. */
  ownerId: string;
  draftId: string;
  /** Of the draft. */
  name: string;
}) {
  const waiting = useWaiting(ownerId, draftId);
  if (!waiting) return null;
  const { photos, videos } = waiting;
  const what = [
    ...(photos > 0 ? [photosInWords(photos)] : []),
    ...(videos > 0 ? [videos === 1 ? "1 video" : `${videos} videos`] : []),
  ];
  const isOne = photos + videos === 1;
  return (
    <Notice
      tone="warn"
      action={
        <ButtonLink
          href={`/captain/drafts/${draftId}?step=media`}
          icon={<Upload aria-hidden />}
          aria-label={`Show what is not uploaded yet for ${name}`}
        >
          Show {isOne ? "it" : "them"}
        </ButtonLink>
      }
    >
      {what.join(" and ")} {isOne ? "is" : "are"} on this device and not uploaded yet.
    </Notice>
  );
}

/** Null while nothing waits. */
function useWaiting(ownerId: string, draftId: string): Waiting | null {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLeft = false;
    const look = async () => {
      clearTimeout(timer);
      // Loaded after the page: most devices keep nothing.
      const found = await import("@/lib/client/kept-uploads").then(
        ({ countKeptUploads }) => countKeptUploads(ownerId),
        () => null,
      );
      if (isLeft) return;
      const own = found?.get(draftId) ?? null;
      setWaiting(own);
      if (own && !document.hidden) timer = setTimeout(() => void look(), LOOK_MS);
    };
    const shown = () => {
      if (!document.hidden) void look();
    };
    void look();
    document.addEventListener("visibilitychange", shown);
    return () => {
      isLeft = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [ownerId, draftId]);
  return waiting;
}
