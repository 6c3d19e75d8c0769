"use client";
// Opens a finished charter for changes: a draft that will be submitted into it, the one at work if there is one.
import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";

export function EditCharterButton({
  charterId,
  name,
  openDraftId,
}: {
  charterId: string;
  name: string;
  /** The draft in which this charter is being changed already. */
  openDraftId: string | undefined;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function edit() {
    setBusy(true);
    try {
      const { draft } = await api.editCharter(charterId);
      router.push(`/captain/drafts/${draft.id}`);
    } catch (error) {
      setBusy(false);
      toastError(error);
    }
  }

  if (openDraftId !== undefined)
    return (
      <ButtonLink
        icon={<Pencil aria-hidden />}
        href={`/captain/drafts/${openDraftId}`}
        aria-label={`Edit ${name}`}
      >
        Edit
      </ButtonLink>
    );
  return (
    <Button
      icon={<Pencil aria-hidden />}
      busy={busy}
      onClick={() => void edit()}
      aria-label={`Edit ${name}`}
    >
      Edit
    </Button>
  );
}
