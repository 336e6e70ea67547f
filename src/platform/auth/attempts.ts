import { sql } from "kysely";
import { type Reads, row } from "../db/db.ts";

/** So many wrong tries at one thing, or five times as many from one host, within a quarter of an hour; then none until it has passed. */
const hostsShare = 5;
const minutes = 15;
export const waitSeconds = minutes * 60;

/** What is guessed at (an address, a code, a password asked again), and from where. */
export type Attempt = { what: string; host: string };

/**
 * Counts a try before it is made, so that a hundred at once are as few as a hundred in turn. False: there were too many.
 * `giveBack` takes the count away after a right one.
 */
export async function takeTry(db: Reads, attempt: Attempt, limit: number): Promise<boolean> {
  if (isOver(await triesOf(db, attempt), limit, 0)) return false;
  await sql`insert into sign_in_failures (what) values (${attempt.what}), (${hostKey(attempt)})`.execute(db);
  return !isOver(await triesOf(db, attempt), limit, 1);
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
function isOver({ what, host }: Tries, limit: number, own: number): boolean {
  return what - own >= limit || host - own >= limit * hostsShare;
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
