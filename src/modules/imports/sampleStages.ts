import { nameKey } from "#modules/people/person.ts";

/** The stages of the sample company's files, with the probabilities given to them. */
const stages = [
  { name: "Prospecting", probability: 10 },
  { name: "Engaging", probability: 40 },
] as const;

const closing = new Set(["won", "lost", ""]);

/** Where a file's stages are just these, a workspace without a pipeline is given these and no others. */
export function sampleStages(said: readonly string[]): typeof stages | undefined {
  const known = new Set<string>(stages.map(({ name }) => nameKey(name)));
  const open = new Set(said.map(nameKey).filter((name) => !closing.has(name)));
  return open.size > 0 && [...open].every((name) => known.has(name)) ? stages : undefined;
}
