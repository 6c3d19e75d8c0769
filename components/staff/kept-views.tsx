"use client";
// The views somebody keeps, one tap each, and what keeps, renames and removes one.
import { Bookmark, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { api } from "@/lib/client/api";
import { isDecided } from "@/lib/client/retry";
import { toastError, toastSuccess } from "@/lib/client/toast";
import { STAFF_VIEW_NAME_MAX } from "@/lib/domain/staff/kinds";
import type { StaffViewView } from "@/lib/domain/staff/schema";
import { filterOf, type ReviewView, reviewAddress } from "./review-address";

export function KeptViews({ views, view }: { views: readonly StaffViewView[]; view: ReviewView }) {
  const router = useRouter();
  const [named, setNamed] = useState<StaffViewView | "new" | null>(null);
  const place = useRef<HTMLElement>(null);
  // What removes a view goes with it.
  useFocusKept(place, "button", "button");
  const here = reviewAddress(view);
  const current = views.find((one) => reviewAddress(one.view) === here);

  async function remove({ id, name }: StaffViewView) {
    try {
      await api.removeView(id);
      toastSuccess(`“${name}” removed.`);
      router.refresh();
    } catch (error) {
      toastError(error);
      if (isDecided(error)) router.refresh();
    }
  }

  return (
    <nav
      ref={place}
      aria-label="Kept views"
      className={classNames("flex flex-wrap items-center gap-2", views.length > 0 && "pl-4")}
    >
      {views.map((one) => (
        <Link
          key={one.id}
          href={reviewAddress(one.view)}
          prefetch={false}
          {...(one === current && { "aria-current": "page" as const })}
          className={classNames(
            "inline-flex min-h-touch max-w-full items-center break-words rounded-plate border-2 px-3 font-bold no-underline",
            one === current
              ? "border-sea bg-sea-tint text-ink"
              : "border-line text-ink hover:bg-well",
          )}
        >
          {one.name}
        </Link>
      ))}
      {current ? (
        <>
          <IconButton
            label={`Rename “${current.name}”`}
            icon={<Pencil aria-hidden />}
            onClick={() => setNamed(current)}
          />
          <IconButton
            label={`Remove “${current.name}”`}
            icon={<Trash2 aria-hidden />}
            onClick={() => void remove(current)}
          />
        </>
      ) : (
        <Button variant="quiet" icon={<Bookmark aria-hidden />} onClick={() => setNamed("new")}>
          Keep this view
        </Button>
      )}
      {named && (
        <NameDialog
          was={named === "new" ? "" : named.name}
          onClose={() => setNamed(null)}
          onName={async (name) => {
            if (named === "new") {
              const { sort, look } = view;
              const kept = { ...filterOf(view), sort, look };
              await api.keepView({ name, view: kept });
            } else await api.renameView(named.id, name);
            setNamed(null);
            router.refresh();
          }}
        />
      )}
    </nav>
  );
}

function NameDialog({
  was,
  onName,
  onClose,
}: {
  was: string;
  onName: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const [name, setName] = useState(was);
  return (
    <FormDialog
      title={was ? "Rename this view" : "Keep this view"}
      description={
        was
          ? undefined
          : "Its tab, filters and order, for you alone. A name you have already is replaced."
      }
      submit={was ? "Rename" : "Keep"}
      check={() => (name.trim() ? undefined : "Please give it a name.")}
      onSubmit={() => onName(name.trim())}
      onClose={onClose}
    >
      {({ complaint, trouble }) => (
        <Field label="Name" error={complaint ?? trouble}>
          <Input
            value={name}
            maxLength={STAFF_VIEW_NAME_MAX}
            onChange={({ target }) => setName(target.value)}
            autoComplete="off"
          />
        </Field>
      )}
    </FormDialog>
  );
}
