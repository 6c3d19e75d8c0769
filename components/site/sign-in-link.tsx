"use client";
// The way to sign in again and back to where one was, without leaving the page the browser has loaded: what
// only that page holds, as files on their way, would be lost.
import Link from "next/link";
import { signInHref } from "@/lib/client/toast";

export function SignInLink() {
  return (
    <Link href={signInHref()} className="font-bold underline">
      Sign in
    </Link>
  );
}
