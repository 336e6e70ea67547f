import { z } from "zod";
import { route } from "#lib/route.ts";
import { instantShape } from "#lib/shapes.ts";

export const findingShape = z.object({
  check: z.string(),
  state: z.enum(["good", "warning", "bad"]),
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const healthRoute = route({
  name: "health",
  method: "GET",
  path: "/api/health",
  summary: "How every part of this deployment stands, and what to do where one doesn't: what `./clinch doctor` prints.",
  who: "admin",
  answer: z.object({ lookedAt: instantShape, findings: z.array(findingShape) }),
  refusals: [],
});

export const healthStateRoute = route({
  name: "healthState",
  method: "GET",
  path: "/api/health/state",
  summary: "What waits for an admin: work that gave up, and whether the last backup failed. Looks at nothing outside.",
  who: "admin",
  answer: z.object({ parked: z.int(), backupFailed: z.boolean() }),
  refusals: [],
});

export const stuckShape = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["parked", "waiting"]),
  tries: z.int(),
  error: z.string(),
  queuedAt: instantShape,
  failedAt: instantShape.nullable(),
  nextTryAt: instantShape.nullable(),
});

export const stuckRoute = route({
  name: "stuck",
  method: "GET",
  path: "/api/stuck",
  summary: "Deliveries and jobs that failed: parked after their last try, or waiting for the next.",
  who: "admin",
  answer: z.object({ parked: z.int(), waiting: z.int(), jobs: z.array(stuckShape) }),
  refusals: [],
});

const chosen = z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000) });
const counted = z.object({ count: z.int() });

export const tryAgainRoute = route({
  name: "tryStuckAgain",
  method: "POST",
  path: "/api/stuck/again",
  summary: "Puts what is stuck back into its queue, with all its tries before it.",
  who: "admin",
  body: chosen,
  answer: counted,
  refusals: [],
});

export const letGoRoute = route({
  name: "letStuckGo",
  method: "POST",
  path: "/api/stuck/let-go",
  summary: "Gives up what is stuck, for good: nobody will do it. The audit keeps what it was.",
  who: "admin",
  byKey: "never",
  body: chosen,
  answer: counted,
  refusals: [],
});

export const causeShape = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

const backupShape = z.object({
  id: z.string(),
  by: z.string().nullable(),
  fileName: z.string(),
  askedAt: z.string(),
  finishedAt: z.string().nullable(),
  state: z.enum(["underway", "done", "failed"]),
  tablesDone: z.int(),
  tables: z.int(),
  bytes: z.int(),
  rows: z.int().nullable(),
  /** Attached files in it, and those whose bytes were not there; null where backups hold none. */
  files: z.int().nullable(),
  filesMissing: z.int().nullable(),
  sha256: z.string().nullable(),
  seconds: z.number().nullable(),
  cause: causeShape.nullable(),
  /** Its file is still where it was put. */
  kept: z.boolean(),
});

export const backupsRoute = route({
  name: "backups",
  method: "GET",
  path: "/api/backups",
  summary: "Where backups go, how many stay, and the last ones: the newest first.",
  who: "admin",
  answer: z.object({
    /** Null where they are switched off. */
    place: z.string().nullable(),
    /** Where attached files lie, if backups don't hold them. */
    filesAt: z.string().nullable(),
    keep: z.object({ daily: z.int(), weekly: z.int(), monthly: z.int() }),
    backups: z.array(backupShape),
  }),
  refusals: [],
});

export const backUpRoute = route({
  name: "backUp",
  method: "POST",
  path: "/api/backups",
  summary: "Makes a backup now, in the background: `GET /api/backups` tells how far it is.",
  who: "admin",
  byKey: "never",
  status: 202,
  answer: z.object({ id: z.string() }),
  refusals: ["operations.backups_off", "operations.backup_underway"],
});

export const backupFileRoute = route({
  name: "backupFile",
  method: "GET",
  path: "/api/backups/{id}/file",
  summary: "The file of a backup. It holds everything, the keys of this deployment too.",
  who: "admin",
  byKey: "never",
  params: z.strictObject({ id: z.uuid() }),
  file: "application/octet-stream",
  answer: z.string(),
  refusals: ["operations.no_such_backup", "operations.backups_off"],
});

export const exportRoute = route({
  name: "exportEverything",
  method: "GET",
  path: "/api/export",
  summary: "Everything of the workspace in one ZIP: a CSV and a JSON file for each kind of record, without secrets.",
  who: "admin",
  byKey: "never",
  file: "application/zip",
  answer: z.string(),
  refusals: [],
});
