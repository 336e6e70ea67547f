// What formulas over organizations may count with.
import { sql } from "kysely";
import { minorDigits } from "#lib/currency.ts";
import { offerNumbers } from "#modules/fields/server/public.ts";
import { type Reads, rows } from "#platform/db/db.ts";

type Row = {
  id: string;
  employees: number | null;
  founded: number | null;
  minor: number | null;
  currency: string | null;
};

/** Amounts in major units of their own currency. */
export function offerOrganizationNumbers(): void {
  offerNumbers("organization", {
    keys: ["employees", "founded_year", "annual_revenue"],
    read: async (db, ids) => new Map((await numbers(db, ids)).map((one) => [one.id, numbersOf(one)])),
    after: async (db, id, limit) => {
      const found = await rows<{ id: string }>(
        db,
        sql`select id from organizations where id > ${id} order by id limit ${limit}`,
      );
      return found.map((one) => one.id);
    },
  });
}

function numbers(db: Reads, ids: readonly string[]): Promise<Row[]> {
  return rows<Row>(
    db,
    sql`
    select id, employees, founded_year as founded, annual_revenue_minor as minor, annual_revenue_currency as currency
    from organizations
    where id = any(${[...ids]}::uuid[])`,
  );
}

function numbersOf({ employees, founded, minor, currency }: Row) {
  return {
    employees,
    founded_year: founded,
    annual_revenue: minor === null || !currency ? null : minor / 10 ** minorDigits(currency),
  };
}
