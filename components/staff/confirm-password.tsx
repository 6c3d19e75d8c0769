"use client";
// Asks who acts in somebody's name for their password, when they signed in a while ago.
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { api } from "@/lib/client/api";
import { explain } from "@/lib/client/toast";

export function ConfirmPassword({
  onConfirmed,
  onClose,
}: {
  onConfirmed: () => void;
  onClose: () => void;
}) {
  const form = useId();
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  async function confirm(event: FormEvent) {
    event.preventDefault();
    setIsBusy(true);
    try {
      await api.confirmPassword(password);
      onConfirmed();
    } catch (error) {
      setTrouble(explain(error).toast);
      setIsBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Confirm your password"
      description="You signed in more than 15 minutes ago, and this asks for a newer sign-in. If you sign in with Google, sign out and in again instead."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={isBusy}>
            Confirm
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void confirm(event)}>
        <Field label="Your password" error={trouble}>
          <PasswordInput
            value={password}
            onChange={({ target }) => setPassword(target.value)}
            autoComplete="current-password"
            required
          />
        </Field>
      </form>
    </Dialog>
  );
}
