// npm run bench -- dedupe: how well people are found again in lists with slips, swaps and gaps. Writes its table to docs/duplicates.md.
import fs from "node:fs";
import path from "node:path";
import {
  jaroWinkler,
  type Outcome,
  probabilityAfter,
  slipsBetween,
  type Weights,
  weightOf,
} from "#lib/statistics/linkage.ts";

/** A person of a list, as far as it is known. `key`: a number that another office gave. */
export type Listed = {
  id: string;
  names: readonly string[];
  address: string;
  postcode: string;
  bornOn: string;
  key: string;
};
export type Measured = {
  records: number;
  pairs: number;
  found: number;
  right: number;
  precision: number;
  recall: number;
};

/** Stated beforehand from what such fields are (a birthday is one of some 30,000 days, a postcode one of some thousands), fitted to no set. */
const weights = {
  names: { same: { m: 0.7, u: 0.0005 }, near: { m: 0.25, u: 0.01 }, differs: { m: 0.05, u: 0.99 } },
  address: { same: { m: 0.5, u: 0.0001 }, near: { m: 0.35, u: 0.005 }, differs: { m: 0.15, u: 0.995 } },
  postcode: { same: { m: 0.85, u: 0.001 }, near: { m: 0.1, u: 0.02 }, differs: { m: 0.05, u: 0.98 } },
  bornOn: { same: { m: 0.85, u: 0.00005 }, near: { m: 0.1, u: 0.003 }, differs: { m: 0.05, u: 0.997 } },
  key: { same: { m: 0.9, u: 0.000001 }, near: { m: 0.08, u: 0.00002 }, differs: { m: 0.02, u: 0.99998 } },
} as const satisfies Record<string, Weights>;

/** Of all that share a block, so many are one. */
const prior = 0.001;

export function samePerson(a: Listed, b: Listed): number {
  const bits =
    weightOf(weights.names, comparedNames(a.names, b.names)) +
    weightOf(weights.address, comparedText(a.address, b.address)) +
    weightOf(weights.postcode, comparedCode(a.postcode, b.postcode)) +
    weightOf(weights.bornOn, comparedCode(a.bornOn, b.bornOn)) +
    weightOf(weights.key, comparedCode(a.key, b.key));
  return probabilityAfter(prior, bits);
}

/** The better of both orders: given and family name are often swapped. What one lacks is not compared. */
function comparedNames(a: readonly string[], b: readonly string[]): Outcome | null {
  const orders = [pairwise(a, b), pairwise(a, b.toReversed())].filter((likeness) => likeness !== null);
  if (orders.length === 0) return null;
  const likeness = Math.max(...orders);
  return likeness >= 0.98 ? "same" : likeness >= 0.85 ? "near" : "differs";

  function pairwise(one: readonly string[], other: readonly string[]): number | null {
    const likenesses = one.flatMap((name, at) => (name && other[at] ? [jaroWinkler(name, other[at])] : []));
    return likenesses.length === 0 ? null : likenesses.reduce((sum, each) => sum + each, 0) / likenesses.length;
  }
}

function comparedText(a: string, b: string): Outcome | null {
  if (!a || !b) return null;
  const likeness = jaroWinkler(a, b);
  return likeness >= 0.98 ? "same" : likeness >= 0.85 ? "near" : "differs";
}

/** Digits: a slip, or two that changed places, is near. */
function comparedCode(a: string, b: string): Outcome | null {
  if (!a || !b) return null;
  return a === b ? "same" : slipsBetween(a, b, 1) === 1 ? "near" : "differs";
}

/** Only those are compared that share one of these: never every pair. */
function blocksOf({ names, address, postcode, bornOn, key }: Listed): string[] {
  const [given = "", family = ""] = names;
  const word = (text: string) => text.slice(0, 4);
  return [
    ...(key ? [`k${key}`, `k<${key.slice(0, 4)}${bornOn.slice(0, 4)}`, `k>${key.slice(-4)}${bornOn.slice(4)}`] : []),
    ...(bornOn ? [`b${bornOn}`] : []),
    ...(postcode ? [given, family].filter(Boolean).map((name) => `p${postcode}${word(name)}`) : []),
    ...(given && family ? [`n${[word(given), word(family)].toSorted().join(" ")}`] : []),
    ...(postcode && address ? [`a${postcode}${address.slice(0, 5)}`] : []),
  ];
}

export function findPairs(all: readonly Listed[], from = 0.5): [string, string][] {
  const blocks = new Map<string, Listed[]>();
  for (const one of all)
    for (const block of new Set(blocksOf(one))) blocks.set(block, [...(blocks.get(block) ?? []), one]);
  const found = new Map<string, [string, string]>();
  for (const block of blocks.values())
    block.forEach((one, at) => {
      for (const other of block.slice(at + 1)) {
        const pair: [string, string] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
        if (!found.has(pair.join(" ")) && samePerson(one, other) >= from) found.set(pair.join(" "), pair);
      }
    });
  return [...found.values()];
}

/** `rec-7-org` and `rec-7-dup-0` are one person. */
const personOf = (id: string) => id.split("-")[1];

export function measure(all: readonly Listed[]): Measured {
  const found = findPairs(all);
  const right = found.filter(([one, other]) => personOf(one) === personOf(other)).length;
  const sizes = [...Map.groupBy(all, ({ id }) => personOf(id)).values()].map((group) => group.length);
  const pairs = sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  return {
    records: all.length,
    pairs,
    found: found.length,
    right,
    precision: right / found.length,
    recall: right / pairs,
  };
}

/** A list of the Febrl project: a head, and commas with a space behind. */
export function readFebrl(text: string): Listed[] {
  const [head = "", ...lines] = text.trim().split(/\r?\n/);
  const columns = head.split(",").map((name) => name.trim());
  return lines.map((line) => {
    const cells = line.split(",").map((cell) => cell.trim());
    const of = (name: string) => cells[columns.indexOf(name)] ?? "";
    return {
      id: of("rec_id"),
      names: [of("given_name"), of("surname")],
      address: [of("street_number"), of("address_1"), of("suburb")].filter(Boolean).join(" "),
      postcode: of("postcode"),
      bornOn: of("date_of_birth"),
      key: of("soc_sec_id"),
    };
  });
}

export const febrlSets = ["febrl_dataset1.csv", "febrl_dataset3.csv"] as const;
export const febrlFolder = path.join(import.meta.dirname, "dedupe");

export function benchDedupe(): void {
  const lines = febrlSets.map((name) => {
    const { records, pairs, found, precision, recall } = measure(
      readFebrl(fs.readFileSync(path.join(febrlFolder, name), "utf8")),
    );
    return `| ${name} | ${records} | ${pairs} | ${found} | ${precision.toFixed(4)} | ${recall.toFixed(4)} |`;
  });
  const page = path.join(import.meta.dirname, "../docs/duplicates.md");
  const text = fs.readFileSync(page, "utf8");
  const table = [
    "| set | records | pairs that are one | pairs found | precision | recall |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
  ];
  fs.writeFileSync(page, text.replace(/(<!-- dedupe -->\n)[\s\S]*?(<!-- \/dedupe -->)/, `$1${table.join("\n")}\n$2`));
  process.stdout.write(`${table.join("\n")}\n`);
}

if (import.meta.main) benchDedupe();
