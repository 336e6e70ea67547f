import { z } from "zod";
import { route } from "#lib/route.ts";

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
  answer: z.object({ findings: z.array(findingShape) }),
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
  file: "application/zip",
  answer: z.string(),
  refusals: [],
});
