"use client";
// A new password for whoever holds a reset link.
import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PasswordInput } from "@/components/ui/password-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { api } from "@/lib/client/api";
import {
  PASSWORD_LENGTH,
  type ResetPasswordInput,
  resetPasswordInput,
} from "@/lib/domain/account/schema";
import { showRefusal } from "./form-refusal";

export function ResetPasswordForm({ token }: { token: string }) {
  const [isDone, setIsDone] = useState(false);
  const form = useForm<ResetPasswordInput>({
    resolver: zodResolver(resetPasswordInput),
    defaultValues: { token, newPassword: "" },
  });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (input) => {
    try {
      await api.resetPassword(input);
      setIsDone(true);
    } catch (error) {
      showRefusal(form, error);
    }
  });

  if (isDone)
    return (
      <div className="grid gap-5">
        <Notice tone="good" live title="Your new password is set">
          For safety you were signed out everywhere.
        </Notice>
        <ButtonLink href="/sign-in" variant="primary" size="lg" wide>
          Sign in
        </ButtonLink>
      </div>
    );

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <Field
        label="New password"
        hint={`At least ${PASSWORD_LENGTH.min} characters. Three words you will remember are good.`}
        error={errors.newPassword?.message}
      >
        <PasswordInput autoComplete="new-password" {...form.register("newPassword")} />
      </Field>
      {errors.root?.message && (
        <Notice tone="bad" live>
          {errors.root.message}
        </Notice>
      )}
      <SubmitButton variant="primary" size="lg" wide busy={isSubmitting}>
        Save new password
      </SubmitButton>
    </form>
  );
}
