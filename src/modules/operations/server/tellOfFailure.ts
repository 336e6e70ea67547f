import { IntlMessageFormat } from "intl-messageformat";
import type { Clock } from "#platform/clock.ts";
import type { Tx } from "#platform/db/db.ts";
import { queueMail } from "#platform/mail/mailer.ts";
import { theWorkspace } from "#platform/workspace.ts";
import type { BackupRun, Cause } from "../backup.ts";
import en from "../words/en.json" with { type: "json" };
import ja from "../words/ja.json" with { type: "json" };
import { adminsToTell, isFirstFailureOf, noteTold } from "./store.ts";

/** Writes to every admin that there is no backup, and why: once a day, however often it fails. */
export async function tellOfFailure(tx: Tx, run: BackupRun, cause: Cause, clock: Clock): Promise<void> {
  const { zone, locale } = await theWorkspace(tx);
  const today = clock.today(zone);
  if (!(await isFirstFailureOf(tx, today))) return;
  await noteTold(tx, run.id, today);
  for (const admin of await adminsToTell(tx))
    await queueMail(tx, { to: admin.email, ...failureMail(admin.locale ?? locale, run, cause) });
}

function failureMail(locale: string, { place }: BackupRun, cause: Cause): { subject: string; text: string } {
  const why = say(locale, `cause.${cause.code}`, cause.facts);
  return {
    subject: say(locale, "mail.backup_failed.subject", {}),
    text: say(locale, "mail.backup_failed.text", { why, place }),
  };
}

function say(locale: string, key: string, facts: Record<string, string | number>): string {
  const words: Record<string, string> = locale === "ja" ? ja : en;
  return String(new IntlMessageFormat(words[key] ?? key, locale, undefined, { ignoreTag: true }).format(facts));
}
