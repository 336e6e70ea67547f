import { sql } from "kysely";
import { type Reads, row } from "../db/db.ts";

/** Ten wrong tries for one address or from one host within a quarter of an hour, then none until it has passed. */
const limits = { what: 10, host: 50 };
const minutes = 15;
export const waitSeconds = minutes * 60;

/** What is guessed at (an address, a code, a password asked again), and from where. */
export type Attempt = { what: string; host: string };

/**
 * Counts a try before it is made, so that a hundred at once are as few as a hundred in turn. False: there were too many.
 * `giveBack` takes the count away after a right one.
 */
export async function takeTry(db: Reads, attempt: Attempt): Promise<boolean> {
  if (isOver(await triesOf(db, attempt), 0)) return false;
  await sql`insert into sign_in_failures (what) values (${attempt.what}), (${hostKey(attempt)})`.execute(db);
  return !isOver(await triesOf(db, attempt), 1);
}

/** The try was right: what it was for begins anew, and the host is as it was. */
export async function giveBack(db: Reads, attempt: Attempt): Promise<void> {
  await sql`
    delete from sign_in_failures
    where what = ${attempt.what}
       or ctid = (select ctid from sign_in_failures where what = ${hostKey(attempt)} order by at desc limit 1)`.execute(
    db,
  );
}

type Tries = { what: number; host: number };

/** `own`: how many of the counted are the one being made. */
function isOver({ what, host }: Tries, own: number): boolean {
  return what - own >= limits.what || host - own >= limits.host;
}

async function triesOf(db: Reads, attempt: Attempt): Promise<Tries> {
  const counts = await row<Tries>(
    db,
    sql`
    select
      count(*) filter (where what = ${attempt.what}) as what,
      count(*) filter (where what = ${hostKey(attempt)}) as host
    from sign_in_failures
    where what in (${attempt.what}, ${hostKey(attempt)}) and at > now() - make_interval(mins => ${minutes})`,
  );
  return counts ?? { what: 0, host: 0 };
}

const hostKey = ({ host }: Attempt) => `host:${host}`;

/** By night: counts and tokens that no longer matter. */
export async function sweepSignIns(db: Reads): Promise<void> {
  await sql`delete from sign_in_failures where at < now() - interval '1 day'`.execute(db);
  await sql`delete from tokens where expires_at < now() - interval '1 day'`.execute(db);
  await sql`delete from session where "expiresAt" < now()`.execute(db);
}
