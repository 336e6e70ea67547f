import { createContext, useContext } from "react";
import type { ZodType } from "zod";
import type { CurrencyCode } from "#lib/currency.ts";
import type { Route } from "#lib/route.ts";
import type { CivilDate, Instant, Zone } from "#lib/time.ts";

/** Who looks, and at which workspace: what the ground needs of it. The module that answers it may say more. */
export type Session = {
  person: { id: string; name: string };
  user: { id: string; email: string; admin: boolean; locale: string | null };
  actor: { leads: readonly string[]; teammates: readonly string[]; covers: readonly string[] };
  workspace: {
    name: string;
    currency: CurrencyCode;
    zone: Zone;
    weekStart: number;
    fiscalStart: number;
    locale: string;
  };
  today: CivilDate;
  now: Instant;
};

/** Given by whoever mounts the app: the ground names no module. */
export type SessionRoutes = {
  session: Route<undefined, undefined, undefined, ZodType<Session>>;
  signOut: Route<undefined, undefined, undefined>;
};

export const SessionContext = createContext<Session | null>(null);

/** Only inside the frame: pages without one (signing in, first run) have no session. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession is used outside the frame");
  return session;
}

export type Role = "member" | "manager" | "admin";

/** A manager is who leads somebody today. */
export function rolesOf(session: Pick<Session, "actor" | "user">): readonly Role[] {
  const roles: Role[] = ["member"];
  if (session.actor.leads.length > 0) roles.push("manager");
  if (session.user.admin) roles.push("admin");
  return roles;
}
