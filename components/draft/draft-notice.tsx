"use client";
// What happened to a draft without the captain's doing.
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import type { DraftState } from "@/lib/client/draft-state";
import { fullFieldLabel } from "./field-label";

export function DraftNotice({
  notice,
  onDismiss,
}: {
  notice: DraftState["notice"];
  onDismiss: () => void;
}) {
  // The region must stand there before its words do, or they are not read out.
  return (
    <div role="status" className="empty:hidden">
      {notice && (
        <div className="mb-6 flex items-start gap-2">
          <Notice className="flex-1">
            {notice.kind === "recovered"
              ? "We brought back what you typed here before it could be saved."
              : `Changes made somewhere else were added: ${namesOf(notice.paths)}.`}
          </Notice>
          <IconButton label="Close this note" icon={<X aria-hidden />} onClick={onDismiss} />
        </div>
      )}
    </div>
  );
}

function namesOf(paths: readonly string[]): string {
  return [...new Set(paths.map(fullFieldLabel))].join(", ");
}
