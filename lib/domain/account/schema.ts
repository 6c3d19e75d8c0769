// What comes in about accounts and profiles, and the views that go out. Browser-safe.
import { z } from "zod";

export const ROLES = ["CAPTAIN", "STAFF", "ADMIN"] as const;
export type Role = (typeof ROLES)[number];

/** Characters of a new password. */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

const REQUIRED = "Please fill this in.";
const WORD_MAX = 120;
const BIO_MAX = 4000;

const line = z.string(REQUIRED).trim().max(WORD_MAX, "Please keep it under 120 characters.");

/** Addresses are compared in lower case everywhere. */
export const email = z
  .string(REQUIRED)
  .trim()
  .toLowerCase()
  .max(254, "That e-mail is too long.")
  .pipe(z.email("Please enter an e-mail, like ana@example.com."));

const newPassword = z
  .string(REQUIRED)
  .min(PASSWORD_LENGTH.min, `Please use at least ${PASSWORD_LENGTH.min} characters.`)
  .max(PASSWORD_LENGTH.max, `Please keep it under ${PASSWORD_LENGTH.max} characters.`);
const givenPassword = z
  .string(REQUIRED)
  .min(1, REQUIRED)
  .max(PASSWORD_LENGTH.max, "That is longer than any password here.");

export const signUpInput = z.object({ name: line.min(1, REQUIRED), email, password: newPassword });
export type SignUpInput = z.infer<typeof signUpInput>;

export const signInInput = z.object({ email, password: givenPassword });
export type SignInInput = z.infer<typeof signInInput>;

export const changePasswordInput = z.object({ currentPassword: givenPassword, newPassword });
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

/** `token` is what the reset link carries. */
export const resetPasswordInput = z.object({ token: z.string().min(1).max(200), newPassword });
export type ResetPasswordInput = z.infer<typeof resetPasswordInput>;

/** An address of our own, from the root: the only kind that may be followed after signing in. */
export const ownAddress = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/, "must be an address of this site");

/** `callbackURL` is where to go once signed in. */
export const googleSignInInput = z.object({
  provider: z.literal("google"),
  callbackURL: ownAddress.default("/captain"),
});
export type GoogleSignInInput = z.input<typeof googleSignInInput>;

/** An account as administrators and the operator's commands see it. Times are ISO 8601. */
export interface AccountView {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Since when it can't sign in; null when it can. */
  suspendedAt: string | null;
  createdAt: string;
}

/** The captain's profile page. A field that is absent stays as it is. */
export const saveProfileInput = z
  .object({
    firstName: line,
    lastName: line,
    displayName: line.min(1, REQUIRED),
    phone: z
      .string()
      .trim()
      .regex(/^([0-9 +()-]{6,20})?$/, "Please enter a phone number, digits and + - ( ) only."),
    bio: z.string().trim().max(BIO_MAX, `Please keep it under ${BIO_MAX} characters.`),
    experienceYrs: z
      .number("Please enter a number.")
      .int("Please enter a whole number.")
      .min(0, "At least 0.")
      .max(100, "At most 100."),
  })
  .partial();
export type SaveProfileInput = z.infer<typeof saveProfileInput>;

/** A captain's profile as its own page shows it. */
export interface ProfileView {
  /** Null until it is saved or the first photo is uploaded; the fields then say what it would start with. */
  id: string | null;
  firstName: string;
  lastName: string;
  displayName: string;
  phone: string;
  bio: string;
  experienceYrs: number;
  avatar: { mediaId: string; url: string; thumbnailUrl: string } | null;
}
