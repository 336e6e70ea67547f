import { sql } from "kysely";
import { type Reads, row, type Tx } from "../db/db.ts";

/** How this company signs in: who has to show a second factor, and whether a password is a way in at all. */
export type SignInPolicy = { readonly secondFactor: "off" | "admins" | "everybody"; readonly passwords: boolean };

export async function signInPolicy(db: Reads): Promise<SignInPolicy> {
  const kept = await row<SignInPolicy>(db, sql`select second_factor as "secondFactor", passwords from workspace`);
  return kept ?? { secondFactor: "off", passwords: true };
}

export async function saveSignInPolicy(tx: Tx, { secondFactor, passwords }: SignInPolicy): Promise<void> {
  await sql`update workspace set second_factor = ${secondFactor}, passwords = ${passwords}`.execute(tx);
}

/** As a part of whoever reads a session: whether this login has to show a second factor. */
export const mustShowTwo = sql`(workspace.second_factor = 'everybody' or (workspace.second_factor = 'admins' and "user".admin))`;

/** Whether a login has any second factor, for a key that acts in its name. */
export const hasTwo = sql`(
  exists (select 1 from authenticators where authenticators.user_id = "user".id and confirmed_at is not null)
  or exists (select 1 from passkeys where passkeys.user_id = "user".id)
  or exists (select 1 from account where account."userId" = "user".id and "providerId" like 'oidc:%'))`;

/** How many logins there are, how many have a second factor, and how many could sign in without a password. */
export async function countWaysIn(db: Reads): Promise<{ logins: number; withTwo: number; withoutPassword: number }> {
  const counted = await row<{ logins: number; withTwo: number; withoutPassword: number }>(
    db,
    sql`
    select
      count(*) as logins,
      count(*) filter (where ${hasTwo}) as "withTwo",
      count(*) filter (where
        exists (select 1 from passkeys where passkeys.user_id = "user".id)
        or exists (select 1 from account where account."userId" = "user".id and "providerId" like 'oidc:%')
      ) as "withoutPassword"
    from "user"
    where disabled_at is null`,
  );
  return counted!;
}
