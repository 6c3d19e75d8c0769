"use client";
// Who the captain is: for staff, and what a new charter starts with.
import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { Controller, useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/client/api";
import { toastError, toastSuccess } from "@/lib/client/toast";
import {
  type ProfileView,
  type SaveProfileInput,
  saveProfileInput,
} from "@/lib/domain/account/schema";
import { AvatarField } from "./avatar-field";
import { showRefusal } from "./form-refusal";

const fieldsOf = ({ id: _, avatar: __, ...fields }: ProfileView): Required<SaveProfileInput> =>
  fields;

export function ProfileForm({ profile }: { profile: ProfileView }) {
  const router = useRouter();
  const form = useForm<SaveProfileInput>({
    resolver: zodResolver(saveProfileInput),
    defaultValues: fieldsOf(profile),
  });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (input) => {
    try {
      const saved = await api.saveProfile(input);
      form.reset(fieldsOf(saved.profile));
      toastSuccess("Your profile is saved.");
      router.refresh();
    } catch (error) {
      showRefusal(form, error);
      toastError(error);
    }
  });

  return (
    <Card className="grid gap-8">
      <AvatarField name={profile.displayName} avatar={profile.avatar} />
      <form onSubmit={submit} noValidate className="grid gap-5 sm:grid-cols-2">
        <Field
          label="Name your guests see"
          error={errors.displayName?.message}
          className="sm:col-span-2"
        >
          <Input autoComplete="nickname" {...form.register("displayName")} />
        </Field>
        <Field label="First name" optional error={errors.firstName?.message}>
          <Input autoComplete="given-name" {...form.register("firstName")} />
        </Field>
        <Field label="Last name" optional error={errors.lastName?.message}>
          <Input autoComplete="family-name" {...form.register("lastName")} />
        </Field>
        <Field label="Phone" optional error={errors.phone?.message}>
          <Input type="tel" autoComplete="tel" inputMode="tel" {...form.register("phone")} />
        </Field>
        <Field label="Years on the water" error={errors.experienceYrs?.message}>
          <Controller
            control={form.control}
            name="experienceYrs"
            render={({ field }) => (
              <NumberInput
                {...field}
                max={100}
                suffix={field.value === 1 ? "year" : "years"}
                steps
              />
            )}
          />
        </Field>
        <Field
          label="About you"
          hint="How you came to fishing, what you know best, what a day with you is like."
          optional
          error={errors.bio?.message}
          className="sm:col-span-2"
        >
          <Textarea rows={5} {...form.register("bio")} />
        </Field>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          busy={isSubmitting}
          className="sm:col-span-2 sm:justify-self-start"
        >
          Save profile
        </Button>
      </form>
    </Card>
  );
}
