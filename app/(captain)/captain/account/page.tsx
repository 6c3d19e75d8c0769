import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import { PageShell } from "@/components/ui/page-shell";
import { forPage } from "@/lib/http/page";
import { readVisitor } from "@/lib/http/visitor";

export const metadata: Metadata = { title: "Change password" };

export default async function AccountPage() {
  const visitor = await forPage("captain", "/captain/account", readVisitor);
  return (
    <PageShell
      title="Change password"
      lead="Every other phone and computer is signed out when you do."
      width="form"
    >
      <ChangePasswordForm email={visitor?.email ?? ""} />
    </PageShell>
  );
}
