"use client";
// Into one's account with e-mail and password, and on to the page one came for.
import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { PasswordInput } from "@/components/ui/password-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { api } from "@/lib/client/api";
import { afterSignIn } from "@/lib/domain/account/rules";
import { type SignInInput, signInInput } from "@/lib/domain/account/schema";
import { showRefusal } from "./form-refusal";

export function SignInForm({ cameFor }: { cameFor?: string }) {
  const router = useRouter();
  const form = useForm<SignInInput>({
    resolver: zodResolver(signInInput),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (input) => {
    try {
      const { user } = await api.signIn(input);
      router.push(afterSignIn(user.role, cameFor));
      router.refresh();
    } catch (error) {
      showRefusal(form, error);
    }
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <Field label="E-mail" error={errors.email?.message}>
        <Input type="email" autoComplete="username" inputMode="email" {...form.register("email")} />
      </Field>
      <Field label="Password" error={errors.password?.message}>
        <PasswordInput autoComplete="current-password" {...form.register("password")} />
      </Field>
      {errors.root?.message && (
        <Notice tone="bad" live>
          {errors.root.message}
        </Notice>
      )}
      <SubmitButton variant="primary" size="lg" wide busy={isSubmitting || isSubmitSuccessful}>
        Sign in
      </SubmitButton>
    </form>
  );
}
