import fs from "node:fs";
import { sql } from "kysely";
import nodemailer from "nodemailer";
import { row } from "#platform/db/db.ts";
import { countStuck } from "#platform/jobs/stuck.ts";
import type { Check, Surroundings } from "#platform/module.ts";

export const databaseCheck: Check = {
  name: "operations.database",
  look: async ({ db }) => {
    const asked = sql<{ version: string; bytes: number }>`
      select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`;
    const { version, bytes } = (await row(db, asked))!;
    return { state: "good", code: "operations.database_good", facts: { version, megabytes: Math.ceil(bytes / 1e6) } };
  },
};

/** Where the carried database, the mails and the nightly backups are written. */
export const diskCheck = ({ settings: { data } }: Surroundings): Check => ({
  name: "operations.disk",
  look: async () => {
    const { bavail, blocks, bsize } = await fs.promises.statfs(fs.existsSync(data) ? data : "/");
    const facts = {
      free: Math.floor((bavail * bsize) / 1e9),
      percent: Math.floor((bavail / blocks) * 100),
      folder: data,
    };
    if (facts.free < 1) return { state: "bad", code: "operations.disk_full", facts };
    if (facts.percent < 10) return { state: "warning", code: "operations.disk_low", facts };
    return { state: "good", code: "operations.disk_good", facts };
  },
});

export const mailCheck = ({ settings: { smtpUrl, mailFrom } }: Surroundings): Check => ({
  name: "operations.mail",
  look: async () => {
    if (!smtpUrl) return { state: "warning", code: "operations.mail_none" };
    try {
      await nodemailer.createTransport({ url: smtpUrl, connectionTimeout: 5000, greetingTimeout: 5000 }).verify();
      return { state: "good", code: "operations.mail_good", facts: { host: new URL(smtpUrl).host, from: mailFrom } };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { state: "bad", code: "operations.mail_bad", facts: { host: new URL(smtpUrl).host, reason } };
    }
  },
});

/** Sessions and jobs stay on the database's time, days of business on ours: they must agree. */
export const clockCheck = ({ settings }: Surroundings): Check => ({
  name: "operations.clock",
  look: async ({ db }) => {
    if (settings.clock) return { state: "bad", code: "operations.clock_moved", facts: { to: settings.clock } };
    const before = Temporal.Now.instant();
    const theirs = (await row(db, sql<{ at: string }>`select clock_timestamp() as at`))!.at;
    const seconds = Math.abs(Math.round(before.until(Temporal.Instant.from(theirs)).total("seconds")));
    if (seconds > 5) return { state: "warning", code: "operations.clock_apart", facts: { seconds } };
    return { state: "good", code: "operations.clock_good" };
  },
});

export const versionsCheck = (clinch: string): Check => ({
  name: "operations.versions",
  look: async ({ db }) => {
    const version = (await row(db, sql<{ version: string }>`select current_setting('server_version') as version`))!
      .version;
    const facts = { clinch, node: process.versions.node, postgres: version };
    return { state: "good", code: "operations.versions_good", facts };
  },
});

export const stuckCheck: Check = {
  name: "operations.stuck",
  look: async ({ db }) => {
    const { parked, waiting } = await countStuck(db);
    if (parked > 0) return { state: "bad", code: "operations.stuck_parked", facts: { parked, waiting } };
    if (waiting > 0) return { state: "warning", code: "operations.stuck_waiting", facts: { waiting } };
    return { state: "good", code: "operations.stuck_good" };
  },
};

/** Who could let the others in again, were one of them locked out. */
export const adminsCheck = (count: (db: Parameters<Check["look"]>[0]["db"]) => Promise<number>): Check => ({
  name: "operations.admins",
  look: async ({ db }) => {
    const admins = await count(db);
    if (admins === 0) return { state: "bad", code: "operations.admins_none" };
    if (admins === 1) return { state: "warning", code: "operations.admins_one" };
    return { state: "good", code: "operations.admins_good", facts: { admins } };
  },
});
