// A company of any size, the same for the same size: written by COPY.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { newId } from "#lib/id.ts";
import { random as chanceFrom } from "#lib/random.ts";
import { addDays } from "#lib/time.ts";
import { startPipeline } from "#modules/pipeline/server/public.ts";
import type { Ground } from "#platform/ground.ts";

export type CrmSize = { deals: number; contacts: number; organizations: number; activities: number; people: number };

const industries = ["software", "retail", "finance", "medical", "employment", "telecommunications", "marketing"];
const countries = ["United States", "Japan", "Germany", "Kenya", "Brazil", "Korea", "Poland"];
const given = [
  "Priya",
  "Thomas",
  "Ines",
  "Dan",
  "Haruto",
  "Sofia",
  "Marcus",
  "Farah",
  "Jonas",
  "Grace",
  "Pavel",
  "Nora",
];
const family = [
  "Raman",
  "Weller",
  "Okafor",
  "Kowalski",
  "Mori",
  "Lindqvist",
  "Bell",
  "Haddad",
  "Becker",
  "Ito",
  "Nowak",
  "Quinn",
];
const goods = ["terminals", "licences", "sensors", "pumps", "gateways", "racks", "scanners", "printers"];
const dayZero = "2015-01-01";

/** Deals, people, organizations, activities and what figures are counted from. Ids are made here; nothing of it depends on the clock. */
export async function fillCrm(ground: Ground, url: string, size: CrmSize): Promise<void> {
  const { pick, unit: random } = chanceFrom("crm");
  const day = (from: number, days: number) => addDays(dayZero, from + Math.floor(random() * days));
  const { pipelineId, stages, fieldId } = await begin(ground);
  const people = Array.from({ length: size.people }, () => newId());
  const organizations = Array.from({ length: size.organizations }, () => newId());
  const deals = Array.from({ length: size.deals }, () => newId());
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = replica"); // the feed is not what is measured
  const now = "2018-01-02T12:00:00Z";
  await copy(client, "persons (id, name, name_key, created_at)", people.length, (at) => [
    people[at],
    `Rep ${at}`,
    `rep ${at}`,
    now,
  ]);
  await copy(
    client,
    "organizations (id, name, name_key, industry, country, employees, owner_id, created_at)",
    size.organizations,
    (at) => {
      const name = `${pick(family)} ${pick(goods)} ${at}`;
      return [
        organizations[at],
        name,
        name.toLowerCase(),
        pick(industries),
        pick(countries),
        10 + Math.floor(random() * 9000),
        pick(people),
        now,
      ];
    },
  );
  await copy(
    client,
    "contacts (id, name, title, email, organization_id, owner_id, created_at)",
    size.contacts,
    (at) => {
      const [first, last] = [pick(given), pick(family)];
      return [
        newId(),
        `${first} ${last}`,
        "Buyer",
        `${first}.${last}.${at}@firm${at % 1000}.example`.toLowerCase(),
        pick(organizations),
        pick(people),
        now,
      ];
    },
  );
  const closings: { at: number; status: string; on: string; value: number; owner: string }[] = [];
  const owners: string[] = [];
  const dealColumns =
    "deals (id, name, pipeline_id, stage_id, status, organization_id, owner_id, value_minor, currency, base_minor, opened_on, closed_on, stage_since, last_touch_at, created_at, qualified_at, next_step, next_step_at)";
  await copy(client, dealColumns, size.deals, (at) => {
    const status = at % 100 < 24 ? "open" : at % 100 < 72 ? "won" : "lost";
    const value = 1000 * Math.ceil(random() * 30_000);
    const openedAt = Math.floor(random() * 1060);
    const opened = addDays(dayZero, openedAt);
    const on = status === "open" ? null : addDays(dayZero, Math.min(1095, openedAt + 1 + Math.floor(random() * 120)));
    const owner = pick(people);
    owners.push(owner);
    if (on) closings.push({ at, status, on, value, owner });
    const touched = `${day(900, 190)}T09:00:00Z`;
    const step = status === "open" && at % 3 !== 0;
    return [
      ...[
        deals[at],
        `${pick(goods)} for ${pick(family)} ${at}`,
        pipelineId,
        pick(stages),
        status,
        pick(organizations),
        owner,
      ],
      ...[
        value,
        "USD",
        value,
        opened,
        on,
        touched,
        touched,
        now,
        now,
        step ? "Call" : null,
        step ? `${day(1090, 30)}T10:00:00Z` : null,
      ],
    ];
  });
  await copy(client, "field_values (field_id, record_id, amount)", Math.floor(size.deals * 0.3), (at) => [
    fieldId,
    deals[at],
    Math.floor(random() * 500),
  ]);
  await copy(
    client,
    "activities (id, kind, subject, body, deal_id, owner_id, due_at, done_at, created_at)",
    size.activities,
    (at) => {
      const deal = at % size.deals;
      const when = `${day(800, 280)}T${String(8 + (at % 10)).padStart(2, "0")}:00:00Z`;
      const kind = pick(["call", "task", "note", "mail"]);
      return [
        newId(),
        kind,
        `${pick(given)} about ${pick(goods)}`,
        at % 7 === 0 ? `They asked for ${pick(goods)} in ${pick(countries)}` : null,
        deals[deal],
        owners[deal],
        when,
        when,
        when,
      ];
    },
  );
  const counted = closings.flatMap(({ at, status, on, value, owner }) => {
    const fact = (metric: string, amount: number, base: number | null) => [
      metric,
      deals[at],
      owner,
      on,
      `${on}T12:00:00Z`,
      amount,
      base === null ? null : "USD",
      base,
    ];
    return status === "won"
      ? [fact("deals_won", 1, null), fact("revenue_won", value, value)]
      : [fact("deals_lost", 1, null)];
  });
  await copy(
    client,
    "facts (metric, record_id, person_id, day, at, value, currency, base_value)",
    counted.length,
    (at) => counted[at]!,
  );
  await client.query("reset session_replication_role");
  await client.query("select refill_search_words()");
  await client.query("vacuum analyze");
  await client.end();
}

async function begin(ground: Ground) {
  const pipelineId = await ground.transact((tx) => startPipeline(tx, "en"));
  const { rows: stages } = await ground.pool.query<{ id: string }>("select id from stages order by position");
  const fieldId = newId();
  await ground.pool.query(
    `insert into fields (id, record_kind, key, label, type, position, created_at) values ($1, 'deal', 'seats', 'Seats', 'number', 0, now())`,
    [fieldId],
  );
  return { pipelineId, stages: stages.map(({ id }) => id), fieldId };
}

type Cell = string | number | null | undefined;

async function copy(
  client: pg.Client,
  into: string,
  count: number,
  rowOf: (at: number) => readonly Cell[],
): Promise<void> {
  function* chunks() {
    let text = "";
    for (let at = 0; at < count; at++) {
      text += `${rowOf(at)
        .map((cell) => (cell === null || cell === undefined ? "\\N" : String(cell).replace(/[\\\t\n]/g, " ")))
        .join("\t")}\n`;
      if (text.length > 64_000) {
        yield text;
        text = "";
      }
    }
    if (text) yield text;
  }
  await pipeline(Readable.from(chunks(), { objectMode: false }), client.query(copyFrom(`copy ${into} from stdin`)));
}
