import type { PersonId, Team, TeamId } from "#modules/people/person.ts";
import { nameKey } from "#modules/people/person.ts";
import {
  insertPersons,
  insertTeam,
  joinTeam,
  leaveTeam,
  lockPerson,
  savePerson,
  teamsOn,
} from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { PersonRecord } from "../record.ts";
import { type Applying, created, keepKeys, type RowOf, updated } from "./applyRows.ts";
import { tellJoined } from "./makeImplied.ts";
import { insertChanges } from "./store.ts";

export async function applyPersons(tx: Tx, applying: Applying, rows: readonly RowOf<PersonRecord>[]): Promise<void> {
  const { importId, now } = applying;
  const fresh = created(rows);
  const ids = await insertPersons(
    tx,
    fresh.map(({ record: { name, email, title } }) => ({ name, email, title, joinedOn: null, leftOn: null, importId })),
    now,
  );
  await tellJoined(tx, ids);
  await keepKeys(
    tx,
    applying,
    fresh.map(({ record }, at) => ({ id: ids[at]!, record })),
  );
  for (const row of updated(rows)) await changePerson(tx, applying, row.id as PersonId, row.record);
}

async function changePerson(tx: Tx, applying: Applying, id: PersonId, record: PersonRecord): Promise<void> {
  const was = await lockPerson(tx, id);
  if (!was) return;
  const became = { ...was, name: record.name, email: record.email, title: record.title };
  const version = await savePerson(tx, became);
  audit(tx, "person", id, changesBetween(was, became, ["name", "email", "title"]));
  await insertChanges(tx, applying.importId, [{ kind: "person", id, version, was }]);
  await keepKeys(tx, applying, [{ id, record }]);
}

/** Once all people are there: offices, a team for each manager in its office, and who is in which. */
export async function seatPersons(tx: Tx, { plan, importId, author, now, find }: Applying): Promise<void> {
  const teams = await teamsOn(tx, author.today);
  const offices = new Map(teams.filter((team) => !team.leadId).map((team) => [nameKey(team.name), team.id]));
  for (const name of plan.implied.offices) {
    if (offices.has(nameKey(name))) continue;
    offices.set(nameKey(name), await insertTeam(tx, { name, parentId: null, leadId: null, importId }, now));
  }
  const led = new Map(teams.flatMap((team) => (team.leadId ? [[team.leadId as string, team.id] as const] : [])));
  for (const { manager, office } of plan.implied.teams) {
    const leadId = (await find("person", { id: null, name: manager })) as PersonId | null;
    if (!leadId || led.has(leadId)) continue;
    const parentId = (office && offices.get(nameKey(office))) || null;
    led.set(leadId, await insertTeam(tx, { name: null, parentId, leadId, importId }, now));
  }
  const members = Map.groupBy(await seatsOf(tx, teams), ({ teamId }) => teamId);
  for (const [teamId, seats] of members) {
    const first = seats.filter((seat) => !seat.hadOne).map((seat) => seat.personId);
    const moved = seats.filter((seat) => seat.hadOne).map((seat) => seat.personId);
    if (first.length > 0) await joinTeam(tx, teamId, first, null);
    if (moved.length > 0) await joinTeam(tx, teamId, moved, author.today);
  }

  /** A first team counts for all days before; a change counts from today on. */
  async function seatsOf(tx: Tx, teams: readonly Team[]) {
    const seats: { personId: PersonId; teamId: TeamId; hadOne: boolean }[] = [];
    for (const { outcome, record } of plan.rows) {
      if ((outcome !== "create" && outcome !== "update") || record?.kind !== "person") continue;
      const personId = (await find("person", { id: null, name: record.name })) as PersonId | null;
      const manager = record.manager ? await find("person", { id: null, name: record.manager }) : null;
      const teamId = (manager && led.get(manager)) || (record.office && offices.get(nameKey(record.office)));
      if (!personId || !teamId || led.get(personId) === teamId) continue;
      if (teams.some((team) => team.id === teamId && team.members.includes(personId))) continue;
      seats.push({ personId, teamId, hadOne: await leaveTeam(tx, personId, author.today) });
    }
    return seats;
  }
}
