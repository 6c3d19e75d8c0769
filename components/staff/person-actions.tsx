"use client";
// What an administrator decides about one person: their role, and whether they can sign in.
import { Ban, LockOpen, UserCog } from "lucide-react";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { api } from "@/lib/client/api";
import { type AccountView, ROLES } from "@/lib/domain/account/schema";
import { ReasonButton } from "./reason-button";
import { ROLE_WORDS } from "./staff-words";

const ASKS = { asks: "Reason", missing: "Please give a reason." };
const ROLE = {
  ...ASKS,
  label: "Change role",
  icon: <UserCog aria-hidden />,
  title: "Change the role",
  done: "The role is changed.",
};
const SUSPEND = {
  ...ASKS,
  label: "Suspend",
  icon: <Ban aria-hidden />,
  title: "Suspend this account",
  done: "The account is suspended.",
};
const LET_IN = {
  ...ASKS,
  label: "Let in again",
  icon: <LockOpen aria-hidden />,
  title: "Let them in again",
  done: "They can sign in again.",
};

export function PersonActions({ person }: { person: AccountView }) {
  const { id, name, email, role: from, suspendedAt } = person;
  const what = `${name} (${email})`;
  const others = ROLES.filter((one) => one !== from);
  const [chosen, setChosen] = useState(others[0] ?? from);
  // Somebody else may have given them the chosen one meanwhile.
  const role = chosen === from ? (others[0] ?? from) : chosen;
  return (
    <div className="flex flex-wrap gap-2">
      <ReasonButton
        talk={ROLE}
        what={what}
        description={`${what}, ${ROLE_WORDS[from].toLowerCase()} until now. It holds from their next click.`}
        run={(reason) => api.setRole(id, { role, from, reason })}
      >
        <Field label="New role">
          <Select
            value={role}
            onChange={({ target }) => setChosen(others.find((one) => one === target.value) ?? from)}
            options={others.map((one) => ({ value: one, label: ROLE_WORDS[one] }))}
          />
        </Field>
      </ReasonButton>
      {suspendedAt ? (
        <ReasonButton
          talk={LET_IN}
          what={what}
          description={`${what}. They sign in anew, with the password they had.`}
          run={(reason) => api.unsuspendAccount(id, reason)}
        />
      ) : (
        <ReasonButton
          talk={SUSPEND}
          what={what}
          description={`${what}. They are signed out everywhere and can't sign in. Nothing of theirs is deleted.`}
          run={(reason) => api.suspendAccount(id, reason)}
        />
      )}
    </div>
  );
}
