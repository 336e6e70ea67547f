import path from "node:path";
import { z } from "zod";
import { type Instant, instant } from "#lib/time.ts";

/** One setting: its environment variable, how it is read, what it is without it, and what the page of settings says. */
type Setting<Value> = { read: z.ZodType<Value, string | undefined>; says: string; unset: string };

function setting<Value>(read: z.ZodType<Value, string | undefined>, unset: string, says: string): Setting<Value> {
  return { read, unset, says };
}

const origin = z.string().transform((text, ctx) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.username) return url.origin;
  ctx.addIssue({ code: "custom", message: "must be an origin such as https://clinch.example.com, with no path" });
  return z.NEVER;
});
/** A socket's address has no host before its path, so an address is told by its protocol alone. */
const urlOf = (protocols: string[], example: string) =>
  z.string().refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}//`)), {
    error: `must be an address such as ${example}`,
  });
const clockStart = z.string().transform((text, ctx) => {
  try {
    return instant(text);
  } catch {
    ctx.addIssue({ code: "custom", message: "must be an instant with its zone, such as 2018-01-02T09:00:00+00:00" });
    return z.NEVER;
  }
});
const level = z.enum(["trace", "debug", "info", "warn", "error", "silent"], {
  error: "must be trace, debug, info, warn, error or silent",
});
const portNumber = z.string().transform((text, ctx) => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  ctx.addIssue({ code: "custom", message: "must be a whole number from 0 to 65535" });
  return z.NEVER;
});

const whole = (from: number, to: number) =>
  z.string().transform((text, ctx) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= from && number <= to) return number;
    ctx.addIssue({ code: "custom", message: `must be a whole number from ${from} to ${to}` });
    return z.NEVER;
  });
const proxies = z.string().transform((text, ctx) => {
  const addresses = text.split(",").map((one) => one.trim());
  if (addresses.every((one) => /^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/.test(one)))
    return addresses;
  ctx.addIssue({ code: "custom", message: "must be addresses or networks, such as 127.0.0.1 or 10.0.0.0/8" });
  return z.NEVER;
});

const list = z.string().transform((text) => text.split(",").map((one) => one.trim()));

/** `off`, a folder, or `s3://bucket/prefix`. */
const backupPlace = z.string().transform((text, ctx): BackupPlaceAsked => {
  if (text === "off") return { kind: "off" };
  if (!text.includes("://")) return { kind: "folder", folder: text };
  const [, bucket, prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text) ?? [];
  if (bucket) return { kind: "s3", bucket, prefix: prefix && `${prefix.replace(/\/+$/, "")}/` };
  ctx.addIssue({ code: "custom", message: "must be a folder, s3://bucket/prefix, or off" });
  return z.NEVER;
});
/** A folder, or `s3://bucket/prefix`: files are never switched off. */
const filesPlace = z.string().transform((text, ctx): Exclude<BackupPlaceAsked, { kind: "off" }> => {
  const place = backupPlace.safeParse(text);
  if (place.success && place.data.kind !== "off") return place.data;
  ctx.addIssue({ code: "custom", message: "must be a folder or s3://bucket/prefix" });
  return z.NEVER;
});
const backupKeep = z.string().transform((text, ctx): KeptBackups => {
  const [, daily, weekly, monthly] = /^(\d{1,4})d,(\d{1,4})w,(\d{1,4})m$/.exec(text) ?? [];
  if (Number(daily) > 0) return { daily: Number(daily), weekly: Number(weekly), monthly: Number(monthly) };
  ctx.addIssue({
    code: "custom",
    message: "must be written as 7d,4w,6m: days, weeks and months, and at least one day",
  });
  return z.NEVER;
});

/** Every setting there is; `docs/settings.md` is compared with this by a test. */
export const settingsCatalogue = {
  PORT: setting(portNumber.optional(), "3000", "The port the server listens on; 0 takes a free one."),
  HOST: setting(
    z.string().min(1).optional(),
    "127.0.0.1",
    "The address the server listens on. Any other than loopback needs PUBLIC_URL.",
  ),
  PUBLIC_URL: setting(
    origin.optional(),
    "http://localhost:PORT",
    "The origin that people open: links in mails and secure cookies are made from it.",
  ),
  CLINCH_DATA: setting(
    z.string().min(1).optional(),
    "./data (as root: /var/lib/clinch)",
    "The folder of the carried database, its secrets and the mails that were not sent.",
  ),
  DATABASE_URL: setting(
    urlOf(["postgres:", "postgresql:"], "postgres://user:password@host/clinch").optional(),
    "the carried PostgreSQL",
    "A PostgreSQL of your own, 15 or later.",
  ),
  SMTP_URL: setting(
    urlOf(["smtp:", "smtps:"], "smtps://user:password@mail.example.com").optional(),
    "mails go to a folder",
    "The mail server. Without it mails are kept in a folder, and the admin reads them in the product.",
  ),
  MAIL_FROM: setting(
    z.string().min(3).optional(),
    "Clinch <clinch@localhost>",
    "The sender of the mails that Clinch sends.",
  ),
  OIDC_ISSUER: setting(
    z.string().refine(isIssuer, { error: "must be an https address such as https://id.example.com" }).optional(),
    "set in the product, or none",
    "The identity provider (OpenID Connect) that people sign in by; with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.",
  ),
  OIDC_CLIENT_ID: setting(z.string().min(1).optional(), "", "What the identity provider calls this deployment."),
  OIDC_CLIENT_SECRET: setting(z.string().min(1).optional(), "", "The secret that the identity provider gave for it."),
  OIDC_LABEL: setting(
    z.string().min(1).max(60).optional(),
    "the issuer's host",
    "What the button on the sign-in page says after “Continue with”.",
  ),
  OIDC_DOMAINS: setting(
    z.string().min(1).optional(),
    "nobody gets a login by signing in",
    "Mail domains, separated by commas, whose people get a login when they first sign in by the identity provider.",
  ),
  TRUST_PROXY: setting(
    proxies.optional(),
    "nobody",
    "The addresses of the proxies in front (127.0.0.1, 10.0.0.0/8, loopback, uniquelocal): only they are believed whose request it is.",
  ),
  REQUESTS_PER_MINUTE: setting(
    whole(10, 10_000_000).optional(),
    "3000",
    "How much one session or key, or one address without either, may ask in a minute before it is answered 429.",
  ),
  FORM_PER_ADDRESS: setting(
    whole(1, 100_000).optional(),
    "10",
    "How often one address may send web forms in an hour before what it sends is held back.",
  ),
  FORM_PER_HOUR: setting(
    whole(1, 1_000_000).optional(),
    "200",
    "How often one web form may be sent in an hour before the rest is held back.",
  ),
  FORM_LINKS: setting(whole(0, 1000).optional(), "2", "How many links a web form may bring before it is held back."),
  SIGN_IN_TRIES: setting(
    whole(1, 1000).optional(),
    "10",
    "Wrong tries at one address, code or password asked again within a quarter of an hour before it is answered 429; five times as many from one host.",
  ),
  UPLOAD_MAX_MB: setting(whole(1, 1000).optional(), "100", "The largest file that may be uploaded, in megabytes."),
  OUTGOING_PRIVATE: setting(
    list.optional(),
    "none",
    "Hosts and networks of your own (id.example.internal, 10.1.0.0/16) that the product may call, though they are not in the open internet.",
  ),
  METRICS_TOKEN: setting(
    z.string().min(16, "must be at least 16 characters long").optional(),
    "only this machine may read them",
    "The bearer token with which Prometheus reads /metrics from another machine.",
  ),
  BACKUP_TO: setting(
    backupPlace.optional(),
    "the folder backups in CLINCH_DATA",
    "Where the nightly backup goes: a folder, s3://bucket/prefix of any store that speaks S3, or off.",
  ),
  BACKUP_KEEP: setting(
    backupKeep.optional(),
    "7d,4w,6m",
    "How many backups stay: the newest of each of so many days, weeks and months that have one.",
  ),
  BACKUP_FILES: setting(
    z.enum(["on", "off"], { error: "must be on or off" }).optional(),
    "on where FILES_TO is a folder, off where it is a bucket",
    "Whether backups hold the bytes of attached files too.",
  ),
  BACKUP_S3_ENDPOINT: setting(
    origin.optional(),
    "https://s3.REGION.amazonaws.com",
    "The address of the S3 store of BACKUP_TO, where it isn't Amazon's. It may lie in a private network.",
  ),
  BACKUP_S3_REGION: setting(z.string().min(1).optional(), "us-east-1", "The region of the S3 store."),
  BACKUP_S3_ACCESS_KEY: setting(z.string().min(1).optional(), "none", "The id of the S3 store's access key."),
  BACKUP_S3_SECRET_KEY: setting(
    z.string().min(1).optional(),
    "none",
    "The secret of the S3 store's access key. No page and no route shows it.",
  ),
  FILES_TO: setting(
    filesPlace.optional(),
    "the folder files in CLINCH_DATA",
    "Where attached files lie: a folder, or s3://bucket/prefix with the address and the keys of BACKUP_S3_…",
  ),
  FILE_MAX_MB: setting(whole(1, 1000).optional(), "25", "The largest file that may be attached, in megabytes."),
  LOG_LEVEL: setting(level.optional(), "warn", "How much is logged: trace, debug, info, warn, error or silent."),
  CLINCH_CLOCK: setting(
    clockStart.optional(),
    "the real time",
    "Tests only: an instant with its zone from which the business clock ticks. Sessions, tokens and jobs stay on real time.",
  ),
} satisfies Record<string, Setting<unknown>>;

type BackupPlaceAsked =
  | { kind: "off" }
  | { kind: "folder"; folder: string }
  | { kind: "s3"; bucket: string; prefix: string };
/** How many days, weeks and months keep their newest backup. */
export type KeptBackups = { daily: number; weekly: number; monthly: number };
export type BackupPlace =
  | { kind: "off" }
  | { kind: "folder"; folder: string }
  | ({ kind: "s3"; bucket: string; prefix: string } & S3Access);
export type FilesPlace = Exclude<BackupPlace, { kind: "off" }>;
type S3Access = { endpoint: string; region: string; accessKey: string; secretKey: string };
type Identity = { issuer: string; clientId: string; clientSecret: string; label: string; domains: readonly string[] };

export type Settings = {
  port: number;
  host: string;
  publicUrl: string | undefined;
  data: string;
  databaseUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** The identity provider that the environment names. */
  identity: Identity | undefined;
  trustProxy: string[] | undefined;
  requestsPerMinute: number;
  signInTries: number;
  uploadMaxBytes: number;
  outgoingPrivate: readonly string[];
  metricsToken: string | undefined;
  backupTo: BackupPlace;
  backupKeep: KeptBackups;
  /** Whether the bytes of attached files are in backups. */
  backupFiles: boolean;
  filesTo: FilesPlace;
  fileMaxBytes: number;
  /** From one address and to one form in an hour, and links in one text, before a web form is held back. */
  formLimits: { perAddress: number; perForm: number; links: number };
  logLevel: z.infer<typeof level>;
  clock: Instant | undefined;
};

/** A setting that can't be used. Its message is a sentence for the person at the console. */
export class SettingsRefused extends Error {}

const loopback = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

export function readSettings(env: NodeJS.ProcessEnv, root: string): Settings {
  const {
    PORT,
    HOST,
    PUBLIC_URL,
    CLINCH_DATA,
    DATABASE_URL,
    SMTP_URL,
    MAIL_FROM,
    BACKUP_KEEP,
    LOG_LEVEL,
    CLINCH_CLOCK,
  } = settingsCatalogue;
  const { TRUST_PROXY, REQUESTS_PER_MINUTE, SIGN_IN_TRIES, UPLOAD_MAX_MB, METRICS_TOKEN, OUTGOING_PRIVATE } =
    settingsCatalogue;
  const host = read("HOST", HOST, env) ?? "127.0.0.1";
  const publicUrl = read("PUBLIC_URL", PUBLIC_URL, env);
  if (!loopback.has(host) && !publicUrl)
    throw new SettingsRefused(
      `HOST is ${host}, which other machines can reach: set PUBLIC_URL to the origin that people open, such as https://clinch.example.com.`,
    );
  const home = process.getuid?.() === 0 ? "/var/lib/clinch" : path.join(root, "data");
  const data = path.resolve(root, read("CLINCH_DATA", CLINCH_DATA, env) ?? home);
  const filesTo = readFilesPlace(env, root, data);
  const backupFiles = read("BACKUP_FILES", settingsCatalogue.BACKUP_FILES, env);
  return {
    port: read("PORT", PORT, env) ?? 3000,
    host,
    publicUrl,
    data,
    databaseUrl: read("DATABASE_URL", DATABASE_URL, env),
    smtpUrl: read("SMTP_URL", SMTP_URL, env),
    mailFrom: read("MAIL_FROM", MAIL_FROM, env) ?? "Clinch <clinch@localhost>",
    identity: readIdentity(env),
    trustProxy: read("TRUST_PROXY", TRUST_PROXY, env),
    requestsPerMinute: read("REQUESTS_PER_MINUTE", REQUESTS_PER_MINUTE, env) ?? 3000,
    signInTries: read("SIGN_IN_TRIES", SIGN_IN_TRIES, env) ?? 10,
    uploadMaxBytes: (read("UPLOAD_MAX_MB", UPLOAD_MAX_MB, env) ?? 100) * 1024 * 1024,
    outgoingPrivate: read("OUTGOING_PRIVATE", OUTGOING_PRIVATE, env) ?? [],
    metricsToken: read("METRICS_TOKEN", METRICS_TOKEN, env),
    backupTo: readBackupPlace(env, root, data),
    backupKeep: read("BACKUP_KEEP", BACKUP_KEEP, env) ?? { daily: 7, weekly: 4, monthly: 6 },
    backupFiles: backupFiles ? backupFiles === "on" : filesTo.kind === "folder",
    filesTo,
    fileMaxBytes: (read("FILE_MAX_MB", settingsCatalogue.FILE_MAX_MB, env) ?? 25) * 1024 * 1024,
    formLimits: {
      perAddress: read("FORM_PER_ADDRESS", settingsCatalogue.FORM_PER_ADDRESS, env) ?? 10,
      perForm: read("FORM_PER_HOUR", settingsCatalogue.FORM_PER_HOUR, env) ?? 200,
      links: read("FORM_LINKS", settingsCatalogue.FORM_LINKS, env) ?? 2,
    },
    logLevel: read("LOG_LEVEL", LOG_LEVEL, env) ?? "warn",
    clock: read("CLINCH_CLOCK", CLINCH_CLOCK, env),
  };
}

function readBackupPlace(env: NodeJS.ProcessEnv, root: string, data: string): BackupPlace {
  const place = read("BACKUP_TO", settingsCatalogue.BACKUP_TO, env) ?? {
    kind: "folder",
    folder: path.join(data, "backups"),
  };
  return place.kind === "off" ? place : placeWithKeys("BACKUP_TO", place, env, root);
}

function readFilesPlace(env: NodeJS.ProcessEnv, root: string, data: string): FilesPlace {
  const place = read("FILES_TO", settingsCatalogue.FILES_TO, env);
  return placeWithKeys("FILES_TO", place ?? { kind: "folder", folder: path.join(data, "files") }, env, root);
}

function placeWithKeys(
  name: string,
  place: Exclude<BackupPlaceAsked, { kind: "off" }>,
  env: NodeJS.ProcessEnv,
  root: string,
): FilesPlace {
  if (place.kind === "folder") return { kind: "folder", folder: path.resolve(root, place.folder) };
  const { BACKUP_S3_ENDPOINT, BACKUP_S3_REGION, BACKUP_S3_ACCESS_KEY, BACKUP_S3_SECRET_KEY } = settingsCatalogue;
  const region = read("BACKUP_S3_REGION", BACKUP_S3_REGION, env) ?? "us-east-1";
  const endpoint = read("BACKUP_S3_ENDPOINT", BACKUP_S3_ENDPOINT, env) ?? `https://s3.${region}.amazonaws.com`;
  const accessKey = read("BACKUP_S3_ACCESS_KEY", BACKUP_S3_ACCESS_KEY, env);
  const secretKey = read("BACKUP_S3_SECRET_KEY", BACKUP_S3_SECRET_KEY, env);
  if (!accessKey || !secretKey)
    throw new SettingsRefused(
      `${name} is an S3 store, so set BACKUP_S3_ACCESS_KEY and BACKUP_S3_SECRET_KEY to the key that may write there.`,
    );
  return { ...place, endpoint, region, accessKey, secretKey };
}

/** The three that a provider needs stand together, or none does. */
function readIdentity(env: NodeJS.ProcessEnv): Identity | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_LABEL, OIDC_DOMAINS } = settingsCatalogue;
  const issuer = read("OIDC_ISSUER", OIDC_ISSUER, env);
  const clientId = read("OIDC_CLIENT_ID", OIDC_CLIENT_ID, env);
  const clientSecret = read("OIDC_CLIENT_SECRET", OIDC_CLIENT_SECRET, env);
  if (!issuer && !clientId && !clientSecret) return undefined;
  if (!issuer || !clientId || !clientSecret)
    throw new SettingsRefused("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none.");
  const domains = (read("OIDC_DOMAINS", OIDC_DOMAINS, env) ?? "")
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return {
    issuer,
    clientId,
    clientSecret,
    label: read("OIDC_LABEL", OIDC_LABEL, env) ?? new URL(issuer).host,
    domains,
  };
}

/** Plain http only to this machine: anywhere else the client secret would travel in the open. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  if (username || search || hash) return false;
  return protocol === "https:" || (protocol === "http:" && loopback.has(hostname));
}

function read<Value>(name: string, { read }: Setting<Value>, env: NodeJS.ProcessEnv): Value {
  const text = env[name];
  const parsed = read.safeParse(text === "" ? undefined : text);
  if (parsed.success) return parsed.data;
  const isSecret = text?.includes("@") || /TOKEN|SECRET|KEY|PASSWORD/.test(name);
  const shown = isSecret ? "set" : `"${text}"`;
  throw new SettingsRefused(`${name} is ${shown}, but it ${parsed.error.issues[0]?.message ?? "can't be used"}.`);
}
