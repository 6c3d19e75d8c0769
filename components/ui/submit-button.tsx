"use client";
// Submits a form that scripts send: pressed before they run, it would make the browser send it by itself.
import { Button, type ButtonProps } from "./button";
import { useHydrated } from "./use-hydrated";

/** Out of use until the page's scripts run. Its form says `method="post"`, so that even then nothing typed stands in the address. */
export function SubmitButton(props: Omit<ButtonProps, "type" | "disabled">) {
  return <Button {...props} type="submit" disabled={!useHydrated()} />;
}
