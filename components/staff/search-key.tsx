"use client";
// "/" goes to the page's search, from anywhere but a field or a dialog.
import { useEffect } from "react";

export function SearchKey() {
  useEffect(() => {
    const search = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element &&
        event.target.closest("input,textarea,select,[role=dialog]");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      document.querySelector<HTMLInputElement>("input[type=search]")?.focus();
    };
    document.addEventListener("keydown", search);
    return () => document.removeEventListener("keydown", search);
  }, []);
  return null;
}
