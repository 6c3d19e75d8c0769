"use client";
// A new password for who is signed in.
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PasswordInput } from "@/components/ui/password-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { api } from "@/lib/client/api";
import { toastSuccess } from "@/lib/client/toast";
import {
  type ChangePasswordInput,
  changePasswordInput,
  PASSWORD_LENGTH,
} from "@/lib/domain/account/schema";
import { showRefusal } from "./form-refusal";

export function ChangePasswordForm({ email }: { email: string }) {
  const form = useForm<ChangePasswordInput>({
    resolver: zodResolver(changePasswordInput),
    defaultValues: { currentPassword: "", newPassword: "" },
  });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (input) => {
    try {
      await api.changePassword(input);
      form.reset();
      toastSuccess("Your new password is set. Other devices were signed out.");
    } catch (error) {
      showRefusal(form, error);
    }
  });

  return (
    <Card>
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label="Password now" error={errors.currentPassword?.message}>
          <PasswordInput autoComplete="current-password" {...form.register("currentPassword")} />
        </Field>
        <Field
          label="New password"
          hint={`At least ${PASSWORD_LENGTH.min} characters.`}
          error={errors.newPassword?.message}
        >
          <PasswordInput autoComplete="new-password" {...form.register("newPassword")} />
        </Field>
        {errors.root?.message && (
          <Notice tone="bad" live>
            {errors.root.message}
          </Notice>
        )}
        <SubmitButton variant="primary" busy={isSubmitting} className="sm:justify-self-start">
          Change password
        </SubmitButton>
      </form>
    </Card>
  );
}
