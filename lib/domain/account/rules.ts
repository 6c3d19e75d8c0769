// Pure decisions about accounts: where people go once signed in, how a stored profile looks. Browser-safe.
import { type AccountView, ownAddress, type ProfileView, type Role } from "./schema";

/** Where somebody goes once signed in: the page they came for when it is one of ours, else their own start. */
export function afterSignIn(role: Role, cameFor?: unknown): string {
  const wanted = ownAddress.safeParse(cameFor);
  if (wanted.success) return wanted.data;
  return role === "CAPTAIN" ? "/captain" : "/staff/media";
}

/** A stored account as administrators see it. */
export function accountView(
  row: Omit<AccountView, "suspendedAt" | "createdAt"> & {
    suspendedAt: Date | null;
    createdAt: Date;
  },
): AccountView {
  const { id, name, email, role, suspendedAt, createdAt } = row;
  const times = {
    suspendedAt: suspendedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
  return { id, name, email, role, ...times };
}

/** The part of a profile's row that its page shows. */
type StoredProfile = Omit<ProfileView, "avatar"> & {
  avatar: {
    id: string;
    status: string;
    url: string;
    /** The stored list, smallest first. */
    renditions: unknown;
    trashedAt: Date | null;
  } | null;
};

const NOTHING_YET: StoredProfile = {
  id: null,
  firstName: "",
  lastName: "",
  displayName: "",
  phone: "",
  bio: "",
  experienceYrs: 0,
  avatar: null,
};

/** The view of a stored profile; of one not saved yet, with what is known of it. */
export function profileView(known: Partial<StoredProfile>): ProfileView {
  const { avatar, ...profile } = { ...NOTHING_YET, ...known };
  if (avatar?.status !== "READY" || avatar.trashedAt) return { ...profile, avatar: null };
  const { id: mediaId, url, renditions } = avatar;
  return { ...profile, avatar: { mediaId, url, thumbnailUrl: smallest(renditions) ?? url } };
}

function smallest(renditions: unknown): string | undefined {
  const first: unknown = Array.isArray(renditions) ? renditions[0] : undefined;
  const isRendition = typeof first === "object" && first !== null && "url" in first;
  return isRendition && typeof first.url === "string" ? first.url : undefined;
}
