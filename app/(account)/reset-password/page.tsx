import type { Metadata } from "next";
import { Gate } from "@/components/account/gate";
import { ResetPasswordForm } from "@/components/account/reset-password-form";
import { Notice } from "@/components/ui/notice";
import { ERRORS } from "@/lib/errors/catalogue";

// The address carries a secret: no other site may learn it.
export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };

export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password">) {
  const { token } = await searchParams;
  return (
    <Gate
      title="Choose a new password"
      below={<p>A link works once, for 24 hours. Ask support when you need another.</p>}
    >
      {typeof token === "string" && token ? (
        <ResetPasswordForm token={token} />
      ) : (
        <Notice tone="bad">{ERRORS.invalid_reset_link.toast}</Notice>
      )}
    </Gate>
  );
}
