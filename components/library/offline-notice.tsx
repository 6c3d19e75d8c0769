"use client";
// Says that there is no connection, for as long as there is none.
import { useSyncExternalStore } from "react";
import { Notice } from "@/components/ui/notice";

export function OfflineNotice() {
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  if (isOnline) return null;
  return (
    <Notice tone="warn" live className="mb-4">
      You are offline. You can look at what is here; changes work again when you are back.
    </Notice>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
