// The SQL of currency rates.
import { sql } from "kysely";
import type { CurrencyCode } from "#lib/currency.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { type CountedBy, plainRate, type Rate } from "../rate.ts";

export async function readRates(db: Reads, to: CurrencyCode): Promise<Rate[]> {
  const found = await rows<Rate>(
    db,
    sql`
    select from_currency as from, rate_on as on, rate::text as rate from currency_rates
    where to_currency = ${to}
    order by from_currency, rate_on desc`,
  );
  return found.map((one) => ({ ...one, rate: plainRate(one.rate) }));
}

/** The newest that held on a day. */
export async function rateHeld(
  db: Reads,
  { from, to }: { from: CurrencyCode; to: CurrencyCode },
  day: CivilDate,
): Promise<CountedBy | undefined> {
  const found = await row<CountedBy>(
    db,
    sql`
    select rate::text as rate, rate_on as on from currency_rates
    where from_currency = ${from} and to_currency = ${to} and rate_on <= ${day}
    order by rate_on desc
    limit 1`,
  );
  return found && { ...found, rate: plainRate(found.rate) };
}

/** Currencies that a deal may be in beside the workspace's own. */
export async function ratedCurrencies(db: Reads, to: CurrencyCode): Promise<CurrencyCode[]> {
  const found = await rows<{ from: CurrencyCode }>(
    db,
    sql`select distinct from_currency as from from currency_rates where to_currency = ${to} order by 1`,
  );
  return found.map(({ from }) => from);
}

export async function saveRates(
  tx: Tx,
  to: CurrencyCode,
  rates: readonly Rate[],
  { at, by }: { at: Instant; by: string | null },
): Promise<void> {
  await sql`
    insert into currency_rates (from_currency, to_currency, rate_on, rate, set_at, set_by)
    select distinct on (from_currency, rate_on) from_currency, ${to}, rate_on, rate, ${at}::timestamptz, ${by}::text
    from unnest(${rates.map((one) => one.from)}::text[], ${rates.map((one) => one.on)}::date[], ${rates.map((one) => one.rate)}::numeric[])
      with ordinality as new (from_currency, rate_on, rate, place)
    order by from_currency, rate_on, place desc
    on conflict (from_currency, to_currency, rate_on) do update set rate = excluded.rate, set_at = excluded.set_at, set_by = excluded.set_by`.execute(
    tx,
  );
}

export async function removeRate(tx: Tx, to: CurrencyCode, { from, on }: Pick<Rate, "from" | "on">): Promise<boolean> {
  const gone = await row(
    tx,
    sql`
    delete from currency_rates
    where from_currency = ${from} and to_currency = ${to} and rate_on = ${on}
    returning 1 as gone`,
  );
  return gone !== undefined;
}
