import { nameKey, type PersonId } from "#modules/people/person.ts";
import {
  endAllSessions,
  insertPersons,
  invitationLink,
  peopleOn,
  removeSecondFactors,
  resetLink,
  setLogin,
} from "#modules/people/server/public.ts";
import { type Login, loginByEmail } from "#platform/auth/logins.ts";
import type { Tx } from "#platform/db/db.ts";
import { theWorkspace } from "#platform/workspace.ts";
import type { Started } from "../boot.ts";
import { AskedWrongly, parsed, saying } from "./asked.ts";
import { withGround } from "./withGround.ts";

/** What is done to a login by its address. Answers the sentence that says it was done. */
type Verb = (tx: Tx, login: Login, started: Started, flag: string | undefined) => Promise<string>;

const verbs: Record<string, Verb> = {
  reset: (tx, { id, email, disabled }, { origin }) => {
    if (disabled) throw new AskedWrongly(`${email} is disabled: clinch user enable ${email} first.`);
    return resetLink(tx, id, origin());
  },
  "no-second-factor": async (tx, { id, email }) => {
    const { authenticator, passkeys } = await removeSecondFactors(tx, id);
    const removed = [authenticator ? "its authenticator app" : "", passkeys > 0 ? `${passkeys} passkeys` : ""];
    return `${email}: removed ${removed.filter(Boolean).join(" and ") || "nothing, there was no second factor"}`;
  },
  admin: async (tx, { id, email }, _started, flag) => {
    if (flag !== "on" && flag !== "off") throw new AskedWrongly("Say on or off: clinch user admin MAIL on");
    await setLogin(tx, null, id, { admin: flag === "on" });
    return `${email} is ${flag === "on" ? "an admin" : "no longer an admin"}`;
  },
  disable: async (tx, { id, email }) => {
    await setLogin(tx, null, id, { disabled: true });
    return `${email} can no longer sign in; sessions, API keys and links of theirs have ended`;
  },
  enable: async (tx, { id, email }) => {
    await setLogin(tx, null, id, { disabled: false });
    return `${email} can sign in again`;
  },
  "end-sessions": async (tx, { id, email }) => `${email}: ${await endAllSessions(tx, id)} sessions ended`,
};

export async function userCommand(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args, { admin: { type: "boolean", default: false } } as const);
  const [verb = "list", first, second] = positionals;
  if (verb === "list") return withGround(list);
  if (verb === "invite") {
    if (!first || !second?.includes("@"))
      throw new AskedWrongly('Name and mail address: clinch user invite "Mia Sato" mia@example.com');
    return withGround((started) => invite(started, first, second, values.admin));
  }
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!known)
    throw new AskedWrongly(`There is no "clinch user ${verb}": list, invite, ${Object.keys(verbs).join(", ")}.`);
  if (!first?.includes("@"))
    throw new AskedWrongly(`Whose? Name the mail address: clinch user ${verb} mia@example.com`);
  await withGround((started) => change(started, known, first, second));
}

async function change(started: Started, verb: Verb, email: string, flag: string | undefined): Promise<void> {
  const said = await saying(started, () =>
    started.ground.transact(async (tx) => {
      const login = await loginByEmail(tx, email);
      if (!login) throw new AskedWrongly(`Nobody signs in as ${email}. "clinch user list" names who does.`);
      return verb(tx, login, started, flag);
    }),
  );
  process.stdout.write(`${said}\n`);
}

async function list({ ground }: Started): Promise<void> {
  const { zone } = await theWorkspace(ground.db);
  const { people } = await peopleOn(ground.db, ground.clock.today(zone));
  for (const { name, email, userId, admin, disabledAt, team } of people) {
    const login = !userId ? "no login" : disabledAt ? "disabled" : admin ? "admin" : "login";
    process.stdout.write(`${[name, email ?? "", team ?? "", login].join("\t")}\n`);
  }
}

/** Invites the person of that name, who is added where nobody has it. */
async function invite(started: Started, name: string, email: string, admin: boolean): Promise<void> {
  const { ground, origin } = started;
  const now = ground.clock.now();
  const link = await saying(started, () =>
    ground.transact(async (tx) => {
      const { people } = await peopleOn(tx, ground.clock.today((await theWorkspace(tx)).zone));
      const there = people.find((person) => nameKey(person.name) === nameKey(name));
      const personId = there?.id ?? (await insertPersons(tx, [bare(name)], now))[0]!;
      return invitationLink(tx, null, { personId: personId as PersonId, email, admin }, origin(), now);
    }),
  );
  process.stdout.write(`${link}\n`);
}

const bare = (name: string) => ({ name, email: null, title: null, joinedOn: null, leftOn: null });
