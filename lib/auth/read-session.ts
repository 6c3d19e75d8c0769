// Who a session cookie belongs to, asked of the database on every request.
import "server-only";
import { auth } from "./auth";

export interface SessionUser {
  id: string;
  name: string;
  email: string;
  role: "CAPTAIN" | "STAFF" | "ADMIN";
}

/**
 * The user of a valid session that is not suspended, else null.
 *
 * @throws AppError database_unavailable
 */
export async function readSession(headers: Headers): Promise<SessionUser | null> {
  const session = await auth().api.getSession({ headers });
  if (!session || session.user.suspendedAt) return null;
  const { id, name, email, role } = session.user;
  return { id, name, email, role: role as SessionUser["role"] };
}
