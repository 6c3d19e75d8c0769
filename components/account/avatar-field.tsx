"use client";
// The captain's photo of themselves. It is stored at once; the save button is not for it.
import { Camera, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ChangeEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { api } from "@/lib/client/api";
import { shrinkPhoto } from "@/lib/client/prepare-photo";
import { toastError, toastSuccess } from "@/lib/client/toast";
import type { ProfileView } from "@/lib/domain/account/schema";
import { MEDIA_KINDS } from "@/lib/domain/media/kinds";
import { Avatar } from "./avatar";

export function AvatarField({ name, avatar }: { name: string; avatar: ProfileView["avatar"] }) {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function change(work: () => Promise<unknown>, done: string) {
    setIsBusy(true);
    try {
      await work();
      toastSuccess(done);
      router.refresh();
    } catch (error) {
      toastError(error);
    }
    setIsBusy(false);
  }

  async function send({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0];
    // The same file may be chosen again.
    target.value = "";
    if (!file) return;
    await change(async () => {
      const { blob } = await shrinkPhoto(file);
      await api.saveAvatar(blob, file.name);
    }, "Your photo is up.");
  }

  return (
    <div className="flex items-center gap-5">
      <Avatar name={name} url={avatar?.thumbnailUrl ?? null} className="size-24" />
      <div className="grid gap-2">
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<Camera aria-hidden />}
            busy={isBusy}
            onClick={() => picker.current?.click()}
          >
            {avatar ? "Change photo" : "Add your photo"}
          </Button>
          {avatar && (
            <IconButton
              label="Remove your photo"
              icon={<Trash2 aria-hidden />}
              disabled={isBusy}
              onClick={() => void change(api.removeAvatar, "Your photo is removed.")}
            />
          )}
        </div>
        <p className="text-ink-soft text-sm">Anglers like to see who takes them out.</p>
        <input
          ref={picker}
          type="file"
          // Named types without HEIC: an iPhone then hands its photos over as JPEG.
          accept={MEDIA_KINDS.CAPTAIN_AVATAR.accept.join(",")}
          aria-label="Your photo"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void send(event)}
        />
      </div>
    </div>
  );
}
