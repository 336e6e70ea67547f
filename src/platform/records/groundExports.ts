import { sql } from "kysely";
import type { ExportKind } from "./exportKind.ts";

const userNames = sql`(select id, name from "user")`;

/** What of the ground's own tables leaves with an export. */
export const groundExports: readonly ExportKind[] = [
  {
    name: "workspace",
    tables: ["workspace"],
    columns: [
      "name",
      "currency",
      "zone",
      "week_start",
      "fiscal_start",
      "locale",
      "visibility",
      "team_board",
      "set_up_at",
    ],
    rows: sql`select name, currency, zone, week_start, fiscal_start, locale, visibility, team_board, set_up_at from workspace`,
  },
  {
    name: "logins",
    tables: ["user"],
    columns: ["id", "name", "email", "admin", "locale", "created_at", "disabled_at"],
    rows: sql`select id, name, email, admin, locale, "createdAt" as created_at, disabled_at from "user" order by "createdAt", id`,
  },
  {
    name: "shares",
    tables: ["shares"],
    columns: ["record", "record_kind", "record_id", "person", "person_id", "may_write", "at"],
    names: { record: { id: "record_id", kindIn: "record_kind" }, person: { id: "person_id", kind: "person" } },
    rows: sql`select record_kind, record_id, person_id, may_write, at from shares order by at, record_id, person_id`,
  },
  {
    name: "events",
    tables: ["events"],
    columns: ["id", "name", "record_kind", "record", "record_id", "facts", "by", "happened_at", "recorded_at"],
    names: { record: { id: "record_id", kindIn: "record_kind" } },
    rows: sql`
      select events.id, events.name, record_kind, record_id, facts, by_user.name as by, happened_at, recorded_at
      from events
      left join ${userNames} as by_user on by_user.id = events.by_user
      order by recorded_at, events.id`,
  },
  {
    name: "audit",
    tables: ["audit"],
    columns: ["id", "record_kind", "record", "record_id", "field", "was", "became", "by", "at"],
    names: { record: { id: "record_id", kindIn: "record_kind" } },
    rows: sql`
      select audit.id, record_kind, record_id, field, was, became, by_user.name as by, at
      from audit
      left join ${userNames} as by_user on by_user.id = audit.by_user
      order by at, audit.id`,
  },
];

/** What stays: secrets, and what only this deployment can use. */
export const groundStays: Readonly<Record<string, string>> = {
  session: "who is signed in just now",
  account: "hashes of passwords",
  authenticators: "secrets of second factors",
  recovery_codes: "hashes of codes that work once",
  passkeys: "keys of somebody's devices",
  api_keys: "hashes of keys",
  identity_provider: "the secret of the company's provider",
  once_keys: "answers of the last 24 hours, for who asks twice",
  changes: "which records changed, for programs that read on; what changed is in the records",
  change_epoch: "by which a program knows that the feed began anew",
  search_words: "made of the names in the records",
  secrets: "the keys of this deployment",
  tokens: "hashes of links that work once",
  sign_in_failures: "wrong tries of the last minutes",
  mails: "mails that no server took: they hold links that work once",
  erasures: "ids of records that were to be forgotten",
  migrations: "how the tables came to be",
};
