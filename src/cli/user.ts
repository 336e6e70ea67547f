import { nameKey, type PersonId } from "#modules/people/person.ts";
import { insertPersons, invitationLink, peopleOn } from "#modules/people/server/public.ts";
import { theWorkspace } from "#platform/workspace.ts";
import type { Started } from "../boot.ts";
import { AskedWrongly, parsed, saying } from "./asked.ts";
import { withGround } from "./withGround.ts";

export async function userCommand(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args, { admin: { type: "boolean", default: false } } as const);
  const [verb = "list", name, email] = positionals;
  if (verb === "list") return withGround(list);
  if (verb !== "invite") throw new AskedWrongly(`There is no "clinch user ${verb}": list or invite.`);
  if (!name || !email?.includes("@"))
    throw new AskedWrongly('Name and mail address: clinch user invite "Mia Sato" mia@example.com');
  await withGround((started) => invite(started, name, email, values.admin));
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
