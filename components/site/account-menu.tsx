"use client";
// Who is signed in, and what they can do with their account.
import { ChevronDown, KeyRound, LogOut } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { renewSession } from "@/lib/client/renew-session";
import { saveBeforeSignOut, signOut } from "@/lib/client/sign-out";
import { toastError } from "@/lib/client/toast";
import type { NavItem } from "./nav-links";

export function AccountMenu({
  id,
  name,
  items,
}: {
  /** Of the user. */
  id: string;
  name: string;
  items: readonly NavItem[];
}) {
  const router = useRouter();
  const [leaving, setLeaving] = useState(false);
  const [isAsking, setIsAsking] = useState(false);

  useEffect(() => {
    const renew = () => void renewSession();
    renew();
    // An app on a phone's home screen is shown again for weeks without being loaded.
    document.addEventListener("visibilitychange", renew);
    return () => document.removeEventListener("visibilitychange", renew);
  }, []);

  async function askOrLeave() {
    setLeaving(true);
    if (await saveBeforeSignOut(id)) await leave();
    else setIsAsking(true);
    setLeaving(false);
  }

  async function leave() {
    setLeaving(true);
    try {
      await signOut(id);
      setIsAsking(false);
      router.push("/");
      router.refresh();
    } catch (error) {
      toastError(error);
    }
    setLeaving(false);
  }

  return (
    <div className="ml-auto min-w-0">
      <Menu
        trigger={
          <Button variant="secondary" busy={leaving} className="max-w-full">
            <span className="max-w-40 truncate sm:max-w-60">{name}</span>
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuLabel>
          Signed in as <strong className="block break-words text-ink">{name}</strong>
        </MenuLabel>
        <MenuSeparator />
        <div className="sm:hidden">
          {items.map(({ href, label }) => (
            <MenuItem key={href} asChild>
              <Link href={href}>{label}</Link>
            </MenuItem>
          ))}
          <MenuSeparator />
        </div>
        <MenuItem asChild>
          <Link href="/captain/account">
            <KeyRound aria-hidden />
            Change password
          </Link>
        </MenuItem>
        <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void askOrLeave()}>
          Sign out
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Sign out now?"
        description="Something you typed or a photo you added is not saved yet. If you sign out, it is deleted from this device."
        confirm="Sign out"
        cancel="Stay signed in"
        busy={leaving}
        onConfirm={() => void leave()}
      />
    </div>
  );
}
