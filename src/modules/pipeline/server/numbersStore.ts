// What formulas over deals may count with.
import { sql } from "kysely";
import { minorDigits } from "#lib/currency.ts";
import { type CivilDate, daysBetween } from "#lib/time.ts";
import { offerNumbers } from "#modules/fields/server/public.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { weightedSql } from "./dealShownStore.ts";

type Row = {
  id: string;
  valueMinor: number;
  currency: string;
  baseMinor: number;
  weightedMinor: number;
  openedOn: CivilDate | null;
  closedOn: CivilDate | null;
};

/**
 * The value in major units of its own currency, the others in the workspace's. Days open are a closed deal's: a formula is worked out
 * when a deal changes and not each midnight, so an open one has none yet.
 */
export function offerDealNumbers(): void {
  offerNumbers("deal", {
    keys: ["value", "base_value", "weighted", "days_open"],
    read: async (db, ids) => {
      const { currency } = await theWorkspace(db);
      return new Map((await numbers(db, ids)).map((one) => [one.id, numbersOf(one, currency)]));
    },
    after: async (db, id, limit) => {
      const found = await rows<{ id: string }>(
        db,
        sql`select id from deals where id > ${id} order by id limit ${limit}`,
      );
      return found.map((one) => one.id);
    },
  });
}

function numbers(db: Reads, ids: readonly string[]): Promise<Row[]> {
  return rows<Row>(
    db,
    sql`
    select deals.id, value_minor as "valueMinor", currency, base_minor as "baseMinor", ${weightedSql}::bigint as "weightedMinor",
      opened_on as "openedOn", closed_on as "closedOn"
    from deals join stages on stages.id = deals.stage_id
    where deals.id = any(${[...ids]}::uuid[])`,
  );
}

function numbersOf({ valueMinor, currency, baseMinor, weightedMinor, openedOn, closedOn }: Row, base: string) {
  return {
    value: valueMinor / 10 ** minorDigits(currency),
    base_value: baseMinor / 10 ** minorDigits(base),
    weighted: weightedMinor / 10 ** minorDigits(base),
    days_open: openedOn && closedOn ? daysBetween(openedOn, closedOn) : null,
  };
}
