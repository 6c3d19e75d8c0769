"use client";
// Inside a link: that it was pressed and the page is on its way. The scale along the top of the page moves then.
import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";

/** A spinner while the link around it leads on, else the icon; without room for one, nothing but the scale moves. */
export function LinkPending({ icon, bare = false }: { icon?: ReactNode; bare?: boolean }) {
  const { pending } = useLinkStatus();
  if (!pending) return icon;
  if (bare) return <span data-pending hidden />;
  return <LoaderCircle data-pending aria-hidden className="size-5 shrink-0 animate-turn" />;
}
