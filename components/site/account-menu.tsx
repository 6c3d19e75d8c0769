"use client";
// Who is signed in, and what they can do with their account.
import { ChevronDown, KeyRound, LogOut } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";
import type { NavItem } from "./nav-links";

export function AccountMenu({ name, items }: { name: string; items: readonly NavItem[] }) {
  const router = useRouter();
  const [leaving, setLeaving] = useState(false);

  async function signOut() {
    setLeaving(true);
    try {
      await api.signOut();
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
        <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>
          Sign out
        </MenuItem>
      </Menu>
    </div>
  );
}
