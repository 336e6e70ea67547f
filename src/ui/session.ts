import { createContext, useContext } from "react";
import { z } from "zod";
import type { CurrencyCode } from "#lib/currency.ts";
import { route } from "#lib/route.ts";
import type { CivilDate, Instant, Zone } from "#lib/time.ts";

/** Who looks, and at which workspace. */
export type Session = {
  person: { id: string; name: string; leads?: boolean | undefined } | null;
  user: {
    id: string;
    email: string;
    admin: boolean;
    locale?: string | null | undefined;
    theme?: string | null | undefined;
  };
  workspace: {
    name: string;
    currency: CurrencyCode;
    zone: Zone;
    weekStart: number;
    fiscalStart: number;
    locale: string;
  };
  today: CivilDate;
  now?: Instant | undefined;
};

export const sessionRoute = route({
  name: "session",
  method: "GET",
  path: "/api/session",
  summary: "Who is signed in, and the workspace's own settings",
  who: "anyone",
  answer: z.custom<Session>(),
  refusals: ["auth.no_session", "workspace.not_set_up"],
});

export const SessionContext = createContext<Session | null>(null);

/** Only inside the frame: pages without one (signing in, first run) have no session. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession is used outside the frame");
  return session;
}

export type Role = "member" | "manager" | "admin";

export function rolesOf(session: Session): readonly Role[] {
  const roles: Role[] = ["member"];
  if (session.person?.leads) roles.push("manager");
  if (session.user.admin) roles.push("admin");
  return roles;
}
