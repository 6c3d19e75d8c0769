"use client";
// Asks who acts in somebody's name for their password, when they signed in a while ago.
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { PasswordInput } from "@/components/ui/password-input";
import { api } from "@/lib/client/api";

export function ConfirmPassword({
  onConfirmed,
  onClose,
}: {
  /** Waited for: the dialog is busy until then, and who opened it closes it in the end. */
  onConfirmed: () => unknown;
  onClose: () => void;
}) {
  const [password, setPassword] = useState("");
  return (
    <FormDialog
      title="Confirm your password"
      description="You signed in more than 15 minutes ago, and this asks for a newer sign-in. If you sign in with Google, sign out and in again instead."
      submit="Confirm"
      check={() => (password ? undefined : "Please enter your password.")}
      onSubmit={async () => {
        await api.confirmPassword(password);
        await onConfirmed();
      }}
      onClose={onClose}
    >
      {({ complaint, trouble }) => (
        <Field label="Your password" error={complaint ?? trouble}>
          <PasswordInput
            value={password}
            onChange={({ target }) => setPassword(target.value)}
            autoComplete="current-password"
          />
        </Field>
      )}
    </FormDialog>
  );
}
