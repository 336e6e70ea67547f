import type { Tx } from "#platform/db/db.ts";
import type { PipelineId } from "../stage.ts";
import {
  insertPipeline,
  insertReason,
  insertStage,
  insertWord,
  readParts,
  readPipelines,
  readRanks,
} from "./catalogueStore.ts";
import { insertSource, readSources } from "./sourceStore.ts";
import type { StartedList } from "./startedStore.ts";

type First = {
  pipeline: string;
  stages: readonly { name: string; probability: number }[];
  lostReasons: readonly string[];
  wonReasons: readonly string[];
  ranks: readonly string[];
  parts: readonly string[];
  /** Where leads come from, and how many minutes of business hours a first response may take. */
  sources: readonly (readonly [string, number])[];
};

const first: Record<"en" | "ja", First> = {
  en: {
    pipeline: "Sales",
    stages: [
      { name: "Prospecting", probability: 10 },
      { name: "Engaging", probability: 40 },
      { name: "Proposal", probability: 65 },
      { name: "Negotiation", probability: 85 },
    ],
    lostReasons: ["Price", "Chose a competitor", "No budget", "No decision", "Wrong time", "Not a fit"],
    wonReasons: ["Best fit", "Price", "Trust in us", "Timing"],
    ranks: ["Committed", "Best case", "Pipeline", "Omitted"],
    parts: ["Decides", "Champion", "Signs", "Uses", "Blocks"],
    sources: [
      ["Demo request", 60],
      ["Web form", 240],
      ["Referral", 240],
      ["Trade fair", 960],
      ["Outbound research", 480],
    ],
  },
  ja: {
    pipeline: "営業",
    stages: [
      { name: "アプローチ", probability: 10 },
      { name: "ヒアリング", probability: 40 },
      { name: "提案", probability: 65 },
      { name: "交渉", probability: 85 },
    ],
    lostReasons: ["価格", "競合に決定", "予算なし", "決定見送り", "時期が合わない", "要件に合わない"],
    wonReasons: ["要件に合致", "価格", "信頼関係", "タイミング"],
    ranks: ["Aヨミ", "Bヨミ", "Cヨミ", "対象外"],
    parts: ["決裁者", "推進者", "契約担当", "利用者", "反対者"],
    sources: [
      ["デモ依頼", 60],
      ["Webフォーム", 240],
      ["紹介", 240],
      ["展示会", 960],
      ["アウトバウンド", 480],
    ],
  },
};

/** The stages a workspace's first pipeline has unless somebody names others. */
export function firstStages(locale: string): First["stages"] {
  return first[locale === "ja" ? "ja" : "en"].stages;
}

/** Where leads of a workspace come from until it says otherwise, in the order of `first`. */
export function firstSources(locale: string): readonly string[] {
  return first[locale === "ja" ? "ja" : "en"].sources.map(([name]) => name);
}

/**
 * The first pipeline of a workspace that starts empty, and the lists that go with it, as far as they aren't there. With `only`, its
 * stages are just these (an import names its own).
 */
export async function startPipeline(
  tx: Tx,
  locale: string,
  only?: readonly { name: string; probability: number }[],
): Promise<PipelineId> {
  const there = (await readPipelines(tx))[0];
  if (there) return there.id;
  const { pipeline, stages, lostReasons, wonReasons, ranks, parts, sources } = first[locale === "ja" ? "ja" : "en"];
  const id = await insertPipeline(tx, pipeline);
  for (const stage of only ?? stages) await insertStage(tx, { pipelineId: id, ...stage });
  for (const reason of lostReasons) await insertReason(tx, "lost", reason);
  for (const reason of wonReasons) await insertReason(tx, "won", reason);
  for (const rank of missing(ranks, await readRanks(tx))) await insertWord(tx, "forecast_ranks", rank);
  for (const part of missing(parts, await readParts(tx))) await insertWord(tx, "contact_parts", part);
  const known = (await readSources(tx)).filter(({ archived }) => !archived);
  for (const [name, respondMinutes] of sources)
    if (missing([name], known).length > 0) await insertSource(tx, { name, respondMinutes });
  return id;
}

/** A workspace that started before, and was emptied, may have its lists still. */
function missing(names: readonly string[], there: readonly { name: string }[]): string[] {
  const known = new Set(there.map(({ name }) => name.toLowerCase()));
  return names.filter((name) => !known.has(name.toLowerCase()));
}

/** What a start writes into a list, in every language: an undo of it takes these back. */
export function startedNames(list: StartedList): string[] {
  return [first.en, first.ja].flatMap(({ lostReasons, wonReasons, ranks, parts, sources }) => {
    const names: Record<StartedList, readonly string[]> = {
      reasons: [...lostReasons, ...wonReasons],
      forecast_ranks: ranks,
      contact_parts: parts,
      sources: sources.map(([name]) => name),
    };
    return names[list];
  });
}
