"use client";
// The place for toasts, on pages where something may toast; others don't load it.
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { keepTrying } from "@/lib/client/keep-trying";
import { toastPlaceWanted } from "@/lib/client/toast-place";

const Toasts = dynamic(() => keepTrying(() => import("./toasts").then((file) => file.Toasts)), {
  ssr: false,
});
const notYet = () => false;

export function Toaster() {
  const isWanted = useSyncExternalStore(toastPlaceWanted.subscribe, toastPlaceWanted.get, notYet);
  return isWanted ? <Toasts /> : null;
}
