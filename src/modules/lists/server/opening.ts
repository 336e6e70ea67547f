import { Refusal } from "#lib/refusal.ts";
import { peopleUnder, type TeamId } from "#modules/people/person.ts";
import { teamsOn } from "#modules/people/server/public.ts";
import type { Ask } from "#platform/http/answer.ts";
import type { Asking, ListDefinition } from "#platform/records/list/list.ts";
import { type Opened, openList } from "#platform/records/list/readList.ts";

type Asker = Pick<Ask, "actor" | "db" | "ground" | "workspace" | "today" | "now">;

export function listNamed({ ground }: Pick<Asker, "ground">, name: string): ListDefinition {
  const list = ground.lists.get(name);
  if (!list) throw new Refusal("lists.no_such_list", 404, { list: name });
  return list;
}

/** Who asks, with the people that "my team" stands for: those they lead, else those they sit with, and themselves. */
async function askingOf({ actor, db, workspace, today, now }: Asker): Promise<Asking> {
  const others = actor.leads.length > 0 ? actor.leads : actor.teammates;
  const teams = await teamsOn(db, today);
  const peopleOf = (team: string) => peopleUnder(teams, team as TeamId);
  return { db, actor, workspace, today, now, team: [...others, actor.personId], peopleOf };
}

export async function opened(ask: Asker, name: string): Promise<Opened> {
  return openList(listNamed(ask, name), await askingOf(ask));
}
