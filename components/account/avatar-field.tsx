"use client";
// The captain's photo of themselves. It is stored at once; the save button is not for it.
import { Camera } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ChangeEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { preparePhoto } from "@/lib/client/prepare-photo";
import { toastError, toastSuccess } from "@/lib/client/toast";
import type { ProfileView } from "@/lib/domain/account/schema";
import { MEDIA_KINDS } from "@/lib/domain/media/kinds";
import { Avatar } from "./avatar";

export function AvatarField({ name, avatar }: { name: string; avatar: ProfileView["avatar"] }) {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [isSending, setIsSending] = useState(false);

  async function send({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0];
    if (!file) return;
    setIsSending(true);
    try {
      const { blob } = await preparePhoto(file);
      await api.saveAvatar(blob, file.name);
      toastSuccess("Your photo is up.");
      router.refresh();
    } catch (error) {
      toastError(error);
    }
    // The same file may be chosen again.
    target.value = "";
    setIsSending(false);
  }

  return (
    <div className="flex items-center gap-5">
      <Avatar name={name} url={avatar?.thumbnailUrl ?? null} className="size-24" />
      <div className="grid gap-2">
        <Button
          icon={<Camera aria-hidden />}
          busy={isSending}
          onClick={() => picker.current?.click()}
          className="justify-self-start"
        >
          {avatar ? "Change photo" : "Add your photo"}
        </Button>
        <p className="text-ink-soft text-sm">Anglers like to see who takes them out.</p>
        <input
          ref={picker}
          type="file"
          accept={[...MEDIA_KINDS.CAPTAIN_AVATAR.accept, "image/heic", "image/heif"].join(",")}
          aria-label="Your photo"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void send(event)}
        />
      </div>
    </div>
  );
}
