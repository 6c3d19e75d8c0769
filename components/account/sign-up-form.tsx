"use client";
// A new captain's account; signs in at once.
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
import { PASSWORD_LENGTH, type SignUpInput, signUpInput } from "@/lib/domain/account/schema";
import { showRefusal } from "./form-refusal";

export function SignUpForm({ cameFor }: { cameFor?: string }) {
  const router = useRouter();
  const form = useForm<SignUpInput>({
    resolver: zodResolver(signUpInput),
    defaultValues: { name: "", email: "", password: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (input) => {
    try {
      await api.signUp(input);
      router.push(afterSignIn("CAPTAIN", cameFor));
      router.refresh();
    } catch (error) {
      showRefusal(form, error);
    }
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <Field label="Your name" hint="As your guests know you." error={errors.name?.message}>
        <Input autoComplete="name" autoCapitalize="words" {...form.register("name")} />
      </Field>
      <Field label="E-mail" error={errors.email?.message}>
        <Input type="email" autoComplete="username" inputMode="email" {...form.register("email")} />
      </Field>
      <Field
        label="Password"
        hint={`At least ${PASSWORD_LENGTH.min} characters. Three words you will remember are good.`}
        error={errors.password?.message}
      >
        <PasswordInput autoComplete="new-password" {...form.register("password")} />
      </Field>
      {errors.root?.message && (
        <Notice tone="bad" live>
          {errors.root.message}
        </Notice>
      )}
      <SubmitButton variant="primary" size="lg" wide busy={isSubmitting || isSubmitSuccessful}>
        Create account
      </SubmitButton>
    </form>
  );
}
