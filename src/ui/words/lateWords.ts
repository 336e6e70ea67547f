import type { Sentences } from "./words.ts";

type File = Sentences[string];
type Loader = () => Promise<{ default: File }>;

let loaders: Readonly<Record<string, Loader>> = {};
let english: Record<string, File> = {};
const asked = new Map<string, Promise<void>>();

/** Which modules' English sentences come with their screens, and where they are put. Every other language comes in one piece. */
export function setLateWords(given: { english: Record<string, File>; late: Readonly<Record<string, Loader>> }): void {
  loaders = given.late;
  english = given.english;
}

/** Loads sentences before what speaks them is drawn. Those of a module that isn't late are there already. */
export async function needWords(names: readonly string[]): Promise<void> {
  await Promise.all(names.map(needOne));
}

export const needAllWords = (): Promise<void> => needWords(Object.keys(loaders));

function needOne(name: string): Promise<void> {
  const load = loaders[name];
  if (!load) return Promise.resolve();
  const had = asked.get(name);
  if (had) return had;
  const loading = load().then(
    (file) => {
      english[name] = file.default;
    },
    (error: unknown) => {
      asked.delete(name); // opening it again tries again
      throw error;
    },
  );
  asked.set(name, loading);
  return loading;
}

/** Code that speaks sentences of these modules, with the sentences: for a lazy component or a screen of another module. */
export function withWords<Loaded>(names: readonly string[], load: () => Promise<Loaded>): () => Promise<Loaded> {
  return async () => {
    const [loaded] = await Promise.all([load(), needWords(names)]);
    return loaded;
  };
}
