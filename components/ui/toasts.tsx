"use client";
// Where toasts appear: at the top, out of the way of the action bar under the thumb.
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Toaster as Sonner } from "sonner";
import { navigateBy } from "@/lib/client/toast";
import { toastPlaceStands } from "@/lib/client/toast-place";

export function Toasts() {
  const router = useRouter();
  useEffect(() => navigateBy((href) => router.push(href)), [router]);
  // Runs after the effect in which the list below begins to listen.
  useEffect(toastPlaceStands, []);
  return (
    <Sonner
      position="top-center"
      visibleToasts={4}
      closeButton
      // Stacked, a toast that is taller than the one before it shows through below.
      expand
      style={{ fontFamily: "inherit" }}
      gap={10}
      offset={{ top: "5rem" }}
      mobileOffset={{ top: "4.5rem", left: "0.75rem", right: "0.75rem" }}
      toastOptions={{ unstyled: true, classNames: TOAST }}
    />
  );
}

const TOAST = {
  // Above an open dialog too, which takes the pointer from all the rest of the page.
  toast:
    "pointer-events-auto flex w-full flex-wrap items-start gap-x-3 gap-y-1 rounded-card border-2 border-ink bg-card px-4 py-3 text-ink text-base sm:w-(--width) data-[type=error]:border-bad data-[type=success]:border-good",
  title: "font-bold leading-snug",
  description: "text-ink-soft text-sm",
  content: "min-w-0 flex-1 basis-40",
  icon: "mt-0.5 shrink-0 text-sea [[data-type=error]_&]:text-bad [[data-type=success]_&]:text-good",
  actionButton:
    "order-last min-h-touch cursor-pointer self-center rounded-plate border-2 border-ink px-3 font-bold hover:bg-well",
  cancelButton: "order-last min-h-touch cursor-pointer self-center px-3 font-bold",
  closeButton:
    "order-last -my-1 -mr-2 grid size-touch shrink-0 cursor-pointer place-items-center rounded-plate text-ink-soft hover:bg-well [&_svg]:size-5",
};
