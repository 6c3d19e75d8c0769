"use client";
// Around a list that the server reads anew after something was done to one of its items, which may be gone then.
import { type ReactNode, useRef } from "react";
import { useFocusKept } from "./use-focus-kept";

/** The focus goes to the first button of the item that follows, else to the place itself. */
export function FocusKept({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useFocusKept(place, "li", "li button:first-of-type");
  return (
    <div ref={place} tabIndex={-1}>
      {children}
    </div>
  );
}
