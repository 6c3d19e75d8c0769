"use client";
// The way from a draft to the captain's library and back, without leaving the draft.
import { Images } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";
import { keepTrying } from "@/lib/client/keep-trying";
import type { MediaView } from "@/lib/domain/media/schema";

// Loaded when it is asked for.
const LibraryDialog = dynamic(() =>
  keepTrying(() => import("./library-dialog").then((file) => file.LibraryDialog)),
);

export function LibraryPicker({
  draftId,
  here,
  onAdded,
}: {
  draftId: string;
  /** Ids of the photos the draft shows already. */
  here: ReadonlySet<string>;
  onAdded: (photos: readonly MediaView[]) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  // Stays once it was opened, so that it can close gently and give the focus back.
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <>
      <Button
        icon={<Images aria-hidden />}
        disabled={!useHydrated()}
        onClick={() => {
          setWasOpened(true);
          setIsOpen(true);
        }}
      >
        From your library
      </Button>
      {wasOpened && (
        <LibraryDialog
          open={isOpen}
          onOpenChange={setIsOpen}
          draftId={draftId}
          here={here}
          onAdded={onAdded}
        />
      )}
    </>
  );
}
