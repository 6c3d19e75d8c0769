import type { Metadata } from "next";
import { ProfileForm } from "@/components/account/profile-form";
import { PageShell } from "@/components/ui/page-shell";
import { getProfile } from "@/lib/domain/account/get-profile";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Your profile" };

export default async function ProfilePage() {
  const profile = await forPage("captain", "/captain/profile", getProfile);
  return (
    <PageShell
      title="Your profile"
      lead="Who you are, once for all your charters. A new charter starts with it."
      width="form"
    >
      <ProfileForm profile={profile} />
    </PageShell>
  );
}
