"use client";
// Reads aloud what becomes of each video: the one live region about it. Numbers that move stay unsaid.
import { useEffect, useRef, useState } from "react";
import type { VideoPhase } from "@/lib/client/videos-state";
import type { VideoStatus, VideoView } from "@/lib/domain/video/schema";
import type { VideoDesk } from "./use-draft-videos";

const SAID: Partial<Record<VideoPhase | VideoStatus, string>> = {
  choosing: "waits for you to choose its part",
  preparing: "is being prepared on this device",
  sending: "is being sent",
  queued: "has arrived and is being prepared",
  ready: "is ready",
  failed: "did not work",
};

export function VideoVoice({
  arrived,
  uploads,
}: {
  arrived: readonly VideoView[];
  uploads: VideoDesk["uploads"]["uploads"];
}) {
  const before = useRef(new Map<string, string>());
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    const now = [
      ...arrived.map(({ id, fileName, status }) => ({ id, name: fileName, state: status })),
      ...uploads.map(({ id, name, phase }) => ({ id, name, state: phase })),
    ];
    const isFirst = before.current.size === 0;
    const news = now.filter(({ id, state }) => before.current.get(id) !== state && SAID[state]);
    before.current = new Map(now.map(({ id, state }) => [id, state]));
    // What was here when the page opened is read where it stands.
    if (isFirst && uploads.length === 0) return;
    const said = news.map(({ name, state }) => `${name ?? "A video"} ${SAID[state]}.`);
    if (said.length > 0) setSentence(said.join(" "));
  }, [arrived, uploads]);
  return (
    <p role="status" className="sr-only">
      {sentence}
    </p>
  );
}
