import { Refusal } from "#lib/refusal.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import { contactById } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { addressesOf, personRow } from "#modules/people/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { Erased } from "#platform/records/erase.ts";
import { linesAbout, settledWithout, type Words, withoutWords } from "../blankWords.ts";
import type { ImportId } from "../importRun.ts";
import {
  bytesOf,
  dropBytes,
  dropWorkbook,
  forgetRecords,
  type ImportRun,
  importRun,
  importsWithWords,
  lockImport,
  saveBytes,
  saveImport,
  saveSettled,
  settledBefore,
} from "./store.ts";

/** What imports keep of somebody goes: their lines of the files, what was settled about their name, their former values. */
export async function forgetInImports(tx: Tx, erased: Erased): Promise<void> {
  await forgetRecords(tx, [erased.id]);
  const words = await wordsOf(tx, erased);
  if (!words) return;
  for (const id of await importsWithWords(tx)) await forgetIn(tx, id, words);
  for (const said of await settledBefore(tx))
    await saveSettled(tx, { ...said, settled: settledWithout(said.settled, words) });
  touched(tx, "imports");
}

async function forgetIn(tx: Tx, id: ImportId, words: Words): Promise<void> {
  const run = await lockImport(tx, id);
  if (!run) return;
  const settled = settledWithout(run.settled, words);
  // Another sheet of a workbook may name them: it can't be chosen any more.
  await dropWorkbook(tx, id);
  const bytes = await bytesOf(tx, id);
  const blanked = bytes && blankedOf(bytes, run, words);
  if (blanked === "unreadable") await dropBytes(tx, id);
  else if (blanked) await saveBytes(tx, id, blanked.bytes);
  const reading = blanked && blanked !== "unreadable" ? blanked.reading : run.reading;
  await saveImport(tx, { ...run, settled, reading });
}

/** Kinds of file whose lines are about somebody. */
const kindsOfSomebody: ReadonlySet<ImportRun["kind"]> = new Set([
  "person",
  "contact",
  "role",
  "dealContact",
  "unknown",
]);

/** A file that can't be read may name anybody: it goes as a whole. */
function blankedOf(bytes: Uint8Array, { reading, kind }: ImportRun, words: Words) {
  try {
    const wholeLines = kindsOfSomebody.has(kind);
    return withoutWords(bytes, reading, { words, wholeLines });
  } catch (error) {
    if (error instanceof Refusal) return "unreadable";
    throw error;
  }
}

/** The lines of kept files that name somebody. */
export async function heldInImports(db: Reads, about: Erased): Promise<Record<string, readonly object[]>> {
  const words = await wordsOf(db, about);
  if (!words) return {};
  const lines: object[] = [];
  for (const id of await importsWithWords(db)) {
    const [run, bytes] = [await importRun(db, id), await bytesOf(db, id)];
    if (run && bytes) lines.push(...linesAbout(bytes, run.reading, words).map((line) => ({ import: id, ...line })));
  }
  return { import_lines: lines };
}

/** By what files would name them; undefined once nobody knows any more. */
async function wordsOf(db: Reads, { kind, id }: Erased): Promise<Words | undefined> {
  if (kind === "contact") {
    const contact = await contactById(db, id as ContactId);
    if (!contact || contact.erasedAt) return undefined;
    const { name, reading, emails, phones } = contact;
    return {
      names: reading ? [name, reading] : [name],
      mails: emails.map(({ address }) => address),
      phones: phones.map(({ number }) => number),
    };
  }
  if (kind !== "person") return undefined;
  const person = await personRow(db, id as PersonId);
  if (!person || person.erasedAt) return undefined;
  return { names: [person.name], mails: await addressesOf(db, person.id), phones: [] };
}
