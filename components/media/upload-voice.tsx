"use client";
// Reads aloud how photos on their way are doing: the one live region about it.
import { useEffect, useState } from "react";
import { SILENT, speak } from "@/lib/client/upload-speech";
import type { UploadsState } from "@/lib/client/uploads-state";

export function UploadVoice({ uploads }: { uploads: UploadsState }) {
  const [spoken, setSpoken] = useState(SILENT);
  useEffect(() => setSpoken((before) => speak(before, uploads, performance.now())), [uploads]);
  return (
    <p role="status" className="sr-only">
      {spoken.sentence}
    </p>
  );
}
