import { personOfUser } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import * as api from "../api.ts";
import type { ImportId } from "../importRun.ts";
import type { Author } from "./author.ts";
import {
  addImportField,
  dropImport,
  forgetMapping,
  importSeen,
  keepUpload,
  readUpload,
  setMapping,
  sheetOf,
  startImport,
  undoImport,
} from "./changeImport.ts";
import { forgetInImports, heldInImports } from "./forgetInImports.ts";
import { importKeys } from "./keys.ts";
import { keysFollow } from "./mergeKeys.ts";
import { planImport } from "./planImport.ts";
import { importJob } from "./runImport.ts";
import { isEmptyWorkspace, removeSample, sampleJob, sampleRun, startEmpty, startSample } from "./sample.ts";
import { dryRun, pageOfRows, problemsFile } from "./showPlan.ts";
import {
  fileNames,
  forgetRecords,
  type ImportRun,
  importRuns,
  importsExports,
  isAnythingImported,
  keptCounts,
  keptOf,
} from "./store.ts";
import { undoJob } from "./undoImport.ts";

const done = { done: true } as const;

type Asking = Pick<Author, "actor" | "workspace" | "today">;
const authorIn = ({ actor, workspace, today }: Asking): Author => ({ actor, workspace, today, isConsole: false });

export const imports = module({
  name: "imports",
  owns: ["imports", "import_changes", "import_keys", "import_kept", "import_mappings"],
  firstSteps: [{ name: "sheet", day: 1, path: "/import", isDone: isAnythingImported }],
  records: [
    {
      kind: "import",
      names: (db, ids) => fileNames(db, ids),
      readable: async (db, actor, _choices, ids) =>
        new Set((await fileNames(db, ids, actor.admin ? undefined : actor.userId)).keys()),
    },
  ],
  emits: ["import_done"],
  exports: importsExports,
  exportsWithout: {
    import_changes: "what the undo of an import must know",
    import_kept: "what an undo left in place",
    import_mappings: "how somebody reads files, not what is in them",
  },
  jobs: [importJob, undoJob, sampleJob],
  keys: importKeys,
  onMerge: [keysFollow("contact"), keysFollow("organization")],
  onErase: forgetInImports,
  onAccess: heldInImports,
  onPurge: (tx, { ids }) => forgetRecords(tx, ids),
  answers: [
    answer(api.importsRoute, async ({ db, actor }) =>
      shown(
        db,
        (await importRuns(db, actor.admin ? undefined : actor.userId)).filter(({ kind }) => kind !== "sample"),
      ),
    ),
    answer(api.uploadRoute, async (ask) => {
      const { transact, query, bytes, now, db } = ask;
      const upload = await readUpload(query.name, bytes);
      const id = await transact((tx) => keepUpload(tx, authorIn(ask), upload, now));
      return shownOne(db, authorIn(ask), id);
    }),
    answer(api.importRoute, async (ask) => shownOne(ask.db, authorIn(ask), ask.params.id)),
    answer(api.setMappingRoute, async (ask) => {
      const { sheet: name, ...said } = ask.body;
      const author = authorIn(ask);
      const sheet = name === undefined ? undefined : await sheetOf(ask.db, author, ask.params.id, name);
      await ask.transact((tx) => setMapping(tx, author, ask.params.id, { ...said, sheet }));
      return shownOne(ask.db, author, ask.params.id);
    }),
    answer(api.addImportFieldRoute, async (ask) => {
      await ask.transact((tx) => addImportField(tx, authorIn(ask), ask.params.id, ask.body, ask.now));
      return shownOne(ask.db, authorIn(ask), ask.params.id);
    }),
    answer(api.forgetMappingRoute, async (ask) => {
      await ask.transact((tx) => forgetMapping(tx, authorIn(ask), ask.params.id));
      return shownOne(ask.db, authorIn(ask), ask.params.id);
    }),
    answer(api.dryRunRoute, async (ask) =>
      dryRun(ask.db, await importSeen(ask.db, authorIn(ask), ask.params.id), authorIn(ask)),
    ),
    answer(api.plannedRowsRoute, async (ask) => {
      const run = await importSeen(ask.db, authorIn(ask), ask.params.id);
      return pageOfRows(await planImport(ask.db, run, authorIn(ask), { waiting: true }), ask.query);
    }),
    answer(api.problemsRoute, async (ask) => {
      const run = await importSeen(ask.db, authorIn(ask), ask.params.id);
      return problemsFile(await planImport(ask.db, run, authorIn(ask), { waiting: true }), run);
    }),
    answer(api.startImportRoute, async (ask) => {
      await ask.transact((tx) => startImport(tx, authorIn(ask), ask.params.id, ask.now));
      return shownOne(ask.db, authorIn(ask), ask.params.id);
    }),
    answer(api.undoImportRoute, async (ask) => {
      await ask.transact((tx) => undoImport(tx, authorIn(ask), ask.params.id));
      return shownOne(ask.db, authorIn(ask), ask.params.id);
    }),
    answer(api.keptRoute, async (ask) => {
      const { id } = await importSeen(ask.db, authorIn(ask), ask.params.id);
      return keptOf(ask.db, id);
    }),
    answer(api.dropImportRoute, async (ask) => {
      await ask.transact((tx) => dropImport(tx, authorIn(ask), ask.params.id));
      return done;
    }),
    answer(api.startsRoute, async ({ db, workspace }) => {
      const run = await sampleRun(db);
      const [sample] = run ? await shown(db, [run]) : [];
      return { empty: !run && (await isEmptyWorkspace(db)), sample: sample ?? null, sampleOf: workspace.sampleOf };
    }),
    answer(api.startRoute, async ({ transact, ground, body, actor }) => {
      await transact(async (tx) => {
        if (body.with === "sample") await startSample(tx, ground, actor.userId);
        else await startEmpty(tx);
      });
      return done;
    }),
    answer(api.removeSampleRoute, async ({ transact }) => {
      await transact((tx) => removeSample(tx));
      return done;
    }),
  ],
});

async function shownOne(db: Reads, author: Author, id: ImportId) {
  const [one] = await shown(db, [await importSeen(db, author, id)]);
  return one!;
}

async function shown(db: Reads, listed: readonly ImportRun[]) {
  const kept = await keptCounts(
    db,
    listed.map(({ id }) => id),
  );
  const authors = await authorNames(db, listed);
  return listed.map((run) => ({
    ...{ id: run.id, fileName: run.fileName, kind: run.kind, state: run.state, counts: run.counts },
    ...{ rowsTotal: run.rowsTotal, rowsDone: run.rowsDone, problem: run.problem, kept: kept.get(run.id) ?? 0 },
    ...{ author: run.author ? (authors.get(run.author) ?? null) : null, at: run.at },
    ...{ finishedAt: run.finishedAt, undoneAt: run.undoneAt },
    ...{ sheets: run.sheets, sheet: run.sheet, remembered: run.isRemembered },
  }));
}

async function authorNames(db: Reads, runs: readonly ImportRun[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const user of new Set(runs.flatMap(({ author }) => author ?? []))) {
    const person = await personOfUser(db, user);
    if (person) names.set(user, person.name);
  }
  return names;
}
