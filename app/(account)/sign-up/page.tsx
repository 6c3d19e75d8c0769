import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Gate } from "@/components/account/gate";
import { GoogleButton } from "@/components/account/google-button";
import { SignUpForm } from "@/components/account/sign-up-form";
import { afterSignIn } from "@/lib/domain/account/rules";
import { otherWaysToSignIn, readVisitor } from "@/lib/http/visitor";

export const metadata: Metadata = { title: "Create your account" };

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const { next } = await searchParams;
  const visitor = await readVisitor();
  if (visitor) redirect(afterSignIn(visitor.role, next));
  const cameFor = typeof next === "string" ? { cameFor: next } : {};
  return (
    <Gate
      title="Come aboard"
      lead="One account for you and all your charters."
      below={
        <p>
          Already aboard?{" "}
          <Link href={{ pathname: "/sign-in", query: next ? { next } : {} }}>Sign in</Link>.
        </p>
      }
    >
      <SignUpForm {...cameFor} />
      {otherWaysToSignIn().google && <GoogleButton {...cameFor} />}
    </Gate>
  );
}
