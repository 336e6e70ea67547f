import fs from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import nodemailer from "nodemailer";
import { z } from "zod";
import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "../db/db.ts";
import type { Ground } from "../ground.ts";
import { enqueue, job } from "../jobs/jobs.ts";
import type { Settings } from "../settings.ts";

/** A mail of plain text to one address. Line breaks in the head are refused: they would be heads of their own. */
export const mailShape = z.object({
  /** A job may run twice (its process was killed between its work and its end): the same mail is kept once. */
  id: z.uuid().default(() => newId()),
  to: z.email(),
  subject: z
    .string()
    .min(1)
    .regex(/^[^\r\n]*$/),
  text: z.string(),
  /** The same as simple HTML. */
  html: z.string().optional(),
});
export type Mail = z.input<typeof mailShape>;
type QueuedMail = z.output<typeof mailShape>;

const sendMailName = "platform.send_mail";

/** Queues a mail in the transaction that wants it; it leaves after the commit, or so many seconds later. */
export function queueMail(tx: Tx, mail: Mail, afterSeconds = 0): Promise<void> {
  return enqueue(tx, { name: sendMailName }, mailShape.parse(mail), { afterSeconds });
}

/** Sends by SMTP; without a server the mail goes to a folder and to the admin's page. */
export function mailJob(settings: Pick<Settings, "smtpUrl" | "mailFrom" | "data">) {
  return job({
    name: sendMailName,
    data: mailShape,
    outside: settings.smtpUrl !== undefined,
    run: async (ground, mail) => {
      if (settings.smtpUrl) await sendMail(settings.smtpUrl, settings.mailFrom, mail);
      else await keepMail(ground, mail, path.join(settings.data, "mails"));
    },
  });
}

/** Its Message-ID is made from the mail's own, so that a second copy is known as one. */
async function sendMail(smtpUrl: string, from: string, { id, to, subject, text, html }: QueuedMail): Promise<void> {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "localhost";
  const content = { subject, text, ...(html ? { html } : {}) };
  await nodemailer.createTransport(smtpUrl).sendMail({ from, to, ...content, messageId: `<${id}@${domain}>` });
}

async function keepMail(ground: Ground, mail: QueuedMail, folder: string): Promise<void> {
  const { id } = mail;
  const at = ground.clock.now();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const text = `To: ${mail.to}\nDate: ${at}\nSubject: ${mail.subject}\n\n${mail.text}\n`;
  fs.writeFileSync(path.join(folder, `${id}.txt`), text, { mode: 0o600 });
  await sql`
    insert into mails (id, sent_to, subject, body_text, at)
    values (${id}, ${mail.to}, ${mail.subject}, ${mail.text}, ${at})
    on conflict do nothing`.execute(ground.db);
}

export type KeptMail = { id: string; to: string; subject: string; text: string; at: Instant };

export async function keptMails(db: Reads): Promise<KeptMail[]> {
  return rows<KeptMail>(
    db,
    sql`
    select id, sent_to as "to", subject, body_text as text, at from mails order by at desc, id desc limit 200`,
  );
}
