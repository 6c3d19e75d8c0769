import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Gate } from "@/components/account/gate";
import { GoogleButton } from "@/components/account/google-button";
import { SignInForm } from "@/components/account/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { afterSignIn } from "@/lib/domain/account/rules";
import { ERRORS, isErrorCode } from "@/lib/errors/catalogue";
import { otherWaysToSignIn, readVisitor } from "@/lib/http/visitor";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next, error } = await searchParams;
  const visitor = await readVisitor();
  if (visitor) redirect(afterSignIn(visitor.role, next));
  const cameFor = typeof next === "string" ? { cameFor: next } : {};
  return (
    <Gate
      title="Welcome back, captain"
      below={
        <p>
          New here?{" "}
          <Link href={{ pathname: "/sign-up", query: next ? { next } : {} }}>
            Create an account
          </Link>
          . Forgot your password? The people who run this site can give you a link for a new one.
        </p>
      }
    >
      {isErrorCode(error) && (
        <Notice tone="bad" className="mb-5">
          {ERRORS[error].toast}
        </Notice>
      )}
      <SignInForm {...cameFor} />
      {otherWaysToSignIn().google && <GoogleButton {...cameFor} />}
    </Gate>
  );
}
