import { sql } from "kysely";
import { type Reads, row, type Tx } from "../db/db.ts";

/** Who the provider says came: `email` only where it says that it has verified it. */
export type Identity = { issuer: string; subject: string; email: string | undefined };

const providerId = (issuer: string) => `oidc:${issuer}`;

/** The login that an identity was linked to, with whether it may sign in. */
export async function loginByIdentity(
  db: Reads,
  { issuer, subject }: Identity,
): Promise<{ userId: string; disabled: boolean } | undefined> {
  return row(
    db,
    sql<{ userId: string; disabled: boolean }>`
    select "userId", disabled_at is not null as disabled
    from account join "user" on "user".id = "userId"
    where "providerId" = ${providerId(issuer)} and "accountId" = ${subject}`,
  );
}

/** Links an identity to a login that has none at this provider; false where it has one, or the identity is another's. */
export async function linkIdentity(
  tx: Tx,
  { issuer, subject }: Identity,
  userId: string,
  id: string,
): Promise<boolean> {
  const linked = await row(
    tx,
    sql`
    insert into account (id, "accountId", "providerId", "userId")
    values (${id}, ${subject}, ${providerId(issuer)}, ${userId})
    on conflict do nothing
    returning id`,
  );
  return linked !== undefined;
}

export async function isLinked(db: Reads, userId: string): Promise<boolean> {
  return (
    (await row(db, sql`select 1 from account where "userId" = ${userId} and "providerId" like 'oidc:%'`)) !== undefined
  );
}

export async function unlinkIdentities(tx: Tx, userId: string): Promise<boolean> {
  return (
    (await row(tx, sql`delete from account where "userId" = ${userId} and "providerId" like 'oidc:%' returning id`)) !==
    undefined
  );
}
