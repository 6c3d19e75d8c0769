// Who may act. These types must be proven: only lib/http/authenticate.ts mints them, so a use case
// can't be called for an actor nobody checked.

declare const proven: unique symbol;

interface Proven {
  readonly [proven]: true;
  /** The request this actor acts in; audit rows carry it. */
  readonly requestId: string;
}

/** A signed-in user acting on what is their own, whatever their role. */
export interface Captain extends Proven {
  readonly as: "captain";
  readonly userId: string;
}

/** A signed-in user with role STAFF or ADMIN. */
export interface Staff extends Proven {
  readonly as: "staff";
  readonly userId: string;
  readonly isAdmin: boolean;
  /** How long ago they signed in, in seconds. */
  readonly signedInSeconds: number;
}

/** A signed-in user with role ADMIN. */
export interface Admin extends Staff {
  readonly isAdmin: true;
}

/** The platform's scheduler or an operator's command. */
export interface System extends Proven {
  readonly as: "system";
}

export type Actor = Captain | Staff | System;
