"use client";
// Inside a link: that it was pressed and the page is on its way.
import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";

/** A spinner while the link around it leads on, else the icon. */
export function LinkPending({ icon }: { icon?: ReactNode }) {
  const { pending } = useLinkStatus();
  return pending ? <LoaderCircle aria-hidden className="size-5 shrink-0 animate-turn" /> : icon;
}
