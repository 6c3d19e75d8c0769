"use client";
// Who is signed in, and what they can do with their account. The browser opens and closes the menu by itself;
// what leaving takes is loaded when somebody leaves.
import { ChevronDown, KeyRound, LogOut, MessageCircleWarning } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/link-pending";
import { askForProblem } from "@/lib/client/problem-form";
import { renewSession } from "@/lib/client/renew-session";
import { hearSignOut } from "@/lib/client/sign-out-news";
import { type NavItem, navWidth } from "./nav-links";

const loadDialog = () => import("@/components/ui/dialog").then((file) => file.ConfirmDialog);
const ConfirmDialog = dynamic(loadDialog);
const MENU = "account-menu";
const ITEM =
  "flex min-h-touch w-full cursor-pointer items-center gap-3 rounded-plate px-3 py-2 text-left text-ink no-underline hover:bg-sea-tint [&_svg]:size-5 [&_svg]:shrink-0";

export interface AccountMenuProps {
  /** Of the user. */
  id: string;
  name: string;
  items: readonly NavItem[];
}

export function AccountMenu({ id, name, items }: AccountMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const leaving = useLeaving(id);

  useEffect(() => {
    const renew = () => void renewSession();
    renew();
    // An app on a phone's home screen is shown again for weeks without being loaded.
    document.addEventListener("visibilitychange", renew);
    return () => document.removeEventListener("visibilitychange", renew);
  }, []);
  useEffect(() => hearSignOut(id, () => void leavePage(id)), [id]);

  return (
    <div className="ml-auto min-w-0">
      <Button popoverTarget={MENU} busy={leaving.isBusy} className="max-w-full">
        <span className="max-w-40 truncate sm:max-w-60">{name}</span>
        <ChevronDown aria-hidden />
      </Button>
      {/* The page stays when one of its links is followed, so the menu has to be closed. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on what is inside clicks. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is inside is interactive. */}
      <div
        ref={menu}
        id={MENU}
        popover="auto"
        onClick={() => menu.current?.hidePopover?.()}
        onToggle={({ newState }) => newState === "open" && void loadLeaving().catch(() => {})}
        // Browsers before popovers show it below the name.
        className="absolute inset-auto top-16 right-[max(1rem,calc(50%-38.5rem))] w-64 animate-appear rounded-card border-2 border-ink bg-card p-1.5 text-ink supports-[not_selector(:popover-open)]:static"
      >
        <p className="px-3 py-2 text-ink-soft text-sm">
          Signed in as <strong className="block break-words text-ink">{name}</strong>
        </p>
        <nav aria-label="Account" className="border-line border-t-[1.5px] py-1.5">
          <div className={navWidth(items).inMenu}>
            {items.map(({ href, label }) => (
              <Link key={href} href={href} className={ITEM}>
                <LinkPending bare />
                {label}
              </Link>
            ))}
          </div>
          <Link href="/captain/account" className={ITEM}>
            <KeyRound aria-hidden />
            Change password
          </Link>
          <button type="button" onClick={() => askForProblem()} className={ITEM}>
            <MessageCircleWarning aria-hidden />
            Report a problem
          </button>
        </nav>
        <button type="button" onClick={() => void leaving.askOrLeave()} className={ITEM}>
          <LogOut aria-hidden />
          Sign out
        </button>
      </div>
      {leaving.isAsking && (
        <ConfirmDialog
          open
          onOpenChange={leaving.stay}
          title="Sign out now?"
          description="Something you typed or a photo you added is not saved yet. If you sign out, it is deleted from this device."
          confirm="Sign out"
          cancel="Stay signed in"
          busy={leaving.isBusy}
          onConfirm={() => void leaving.leave()}
        />
      )}
    </div>
  );
}

/** Signing out, after a question when something would be lost. */
function useLeaving(id: string) {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const [isAsking, setIsAsking] = useState(false);

  async function attempt(what: (code: Leaving) => Promise<void>) {
    setIsBusy(true);
    // Offline on a page that never had the code there is nothing to say it with: the menu stays usable.
    const code = await loadLeaving().catch(() => null);
    if (code) await what(code).catch(code.toastError);
    setIsBusy(false);
  }
  const leave = (code: Leaving) =>
    code.signOut(id).then(() => {
      setIsAsking(false);
      router.push("/");
      router.refresh();
    });
  return {
    isBusy,
    isAsking,
    stay: () => setIsAsking(false),
    leave: () => attempt(leave),
    askOrLeave: () =>
      attempt(async (code) => {
        if (await code.saveBeforeSignOut(id)) return leave(code);
        // Shown only once it is there: a line that is cut just now would take the page down.
        await loadDialog().catch(() => code.fail("offline"));
        setIsAsking(true);
      }),
  };
}

type Leaving = Awaited<ReturnType<typeof loadLeaving>>;

async function loadLeaving() {
  const [{ leaveToo, saveBeforeSignOut, signOut }, { toastError }, { fail }] = await Promise.all([
    import("@/lib/client/sign-out"),
    import("@/lib/client/toast"),
    import("@/lib/errors/app-error"),
  ]);
  return { leaveToo, saveBeforeSignOut, signOut, toastError, fail };
}

/** They signed out in another tab: what is open here goes, and so does the page with all it holds in memory. */
async function leavePage(id: string): Promise<void> {
  await loadLeaving()
    .then((code) => code.leaveToo(id))
    .catch(() => {});
  location.replace("/");
}
