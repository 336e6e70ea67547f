import { newId } from "#lib/id.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { issueToken, isTokenGood, spendToken } from "#platform/auth/auth.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { queueMail } from "#platform/mail/mailer.ts";
import { theWorkspace } from "#platform/workspace.ts";
import type { PersonId } from "../person.ts";
import { acceptedInvitation, insertInvitation, invitationById } from "./invitationStore.ts";
import { addLogin } from "./logins.ts";
import { mailText } from "./mailText.ts";
import { worksHere } from "./people.ts";
import { lockPerson } from "./store.ts";

const hoursOpen = 24 * 7;
/** What the token of an invitation is for. */
export const invitationPurpose = (id: string) => `invitation:${id}`;

/** Mails a person a link; an invitation never changes a login that is there. */
export async function invite(tx: Tx, by: string | null, asked: Invited, origin: string, now: Instant): Promise<string> {
  return (await inviting(tx, by, asked, origin, now)).id;
}

/** As `invite`, for the console, which shows the link. */
export async function invitationLink(
  tx: Tx,
  by: string | null,
  asked: Invited,
  origin: string,
  now: Instant,
): Promise<string> {
  return (await inviting(tx, by, asked, origin, now)).link;
}

type Invited = { personId: PersonId; email: string; admin: boolean };

async function inviting(tx: Tx, by: string | null, asked: Invited, origin: string, now: Instant) {
  const person = await lockPerson(tx, asked.personId);
  if (!person) throw new Refusal("people.no_such_person", 404);
  if (person.userId) throw new Refusal("people.has_a_login", 409);
  if (!(await worksHere(tx, person.id))) throw new Refusal("people.has_left", 409);
  const id = newId();
  await insertInvitation(tx, { id, ...asked, by }, now);
  const secret = await issueToken(tx, invitationPurpose(id), id, hoursOpen);
  const { locale, name } = await theWorkspace(tx);
  const link = `${origin}/invitation/${id}.${secret}`;
  await queueMail(tx, {
    to: asked.email,
    ...mailText("invitation", locale, { workspace: name, name: person.name, link }),
  });
  return { id, link };
}

export async function invitationSeen(db: Reads, token: string) {
  const { id, secret } = partsOf(token);
  const found = (await isTokenGood(db, invitationPurpose(id), secret)) ? await invitationById(db, id) : undefined;
  if (!found) throw new Refusal("people.link_used_up", 410);
  return found;
}

/** Chooses the password; the address is the invitation's, never one that the guest sends. Answers the new login. */
export async function acceptInvitation(tx: Tx, token: string, password: string, now: Instant): Promise<string> {
  const { id, secret } = partsOf(token);
  const used = await spendToken(tx, invitationPurpose(id), secret);
  const found = used ? await invitationById(tx, id) : undefined;
  // Invited, and gone before they ever came in.
  if (!found || !(await worksHere(tx, found.personId))) throw new Refusal("people.link_used_up", 410);
  await acceptedInvitation(tx, id, now);
  return addLogin(tx, { ...found, password });
}

function partsOf(token: string): { id: string; secret: string } {
  const [id = "", secret = ""] = token.split(".");
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Refusal("people.link_used_up", 410);
  return { id, secret };
}
