import { nameKey } from "#modules/people/person.ts";
import type { KnownStage } from "./record.ts";

export type State = "open" | "won" | "lost";

/** Words for how a deal stands, as exports and sheets write them: letters only, one width, no case. */
const states: Record<State, readonly string[]> = {
  open: ["open", "inprogress", "active", "進行中", "商談中", "オープン", "見込み", "見込", "継続", "対応中", "検討中"],
  won: ["won", "closedwon", "win", "受注", "成約", "受注済", "受注済み", "済", "契約", "契約済", "契約済み", "獲得"],
  lost: ["lost", "closedlost", "loss", "失注", "失注済", "不成立", "敗退", "見送り", "断念", "×"],
};

/** How a deal stands by a word that says only that. "100%" is won, "0%" lost. */
export function stateNamed(text: string): State | undefined {
  const share = shareIn(text);
  if (share === 100) return "won";
  if (share === 0) return "lost";
  const word = nameKey(text).replace(/[^\p{L}×]/gu, "");
  return (["open", "won", "lost"] as const).find((state) => states[state].includes(word));
}

/** Words that mean one step of selling, in the languages of sheets; a stage of the pipeline is found by sharing a step's word. */
const steps: readonly (readonly string[])[] = [
  ["prospect", "lead", "new", "first", "inquiry", "見込", "新規", "リード", "引合", "問合", "アプローチ", "初回"],
  ["qualif", "discover", "contact", "meeting", "appointment", "ヒアリング", "初回訪問", "アポ", "面談", "課題"],
  ["engag", "demo", "present", "evaluat", "trial", "商談", "デモ", "検証", "トライアル", "評価"],
  ["propos", "quot", "offer", "提案", "見積"],
  ["negotiat", "review", "contract", "legal", "交渉", "調整", "クロージング", "稟議", "最終"],
  ["commit", "verbal", "clos", "内示", "内諾", "口頭", "発注待", "契約待"],
];

/** A rank as reps set it (ヨミ, A to D) in the chance it stands for. */
const ranks: Readonly<Record<string, number>> = { s: 95, a: 80, b: 50, c: 25, d: 10 };

/**
 * The open stage that a word of a sheet is taken for: by the chance that "60%" or "Aヨミ" says, else by a step of selling that both name.
 * Null where nothing fits, or two fit alike.
 */
export function guessStage<Stage extends KnownStage>(text: string, stages: readonly Stage[]): Stage | null {
  const share = shareIn(text) ?? rankIn(text);
  if (share !== null) return nearest(share, stages);
  const word = nameKey(text);
  const meant = steps.filter((step) => step.some((part) => word.includes(part)));
  for (const step of meant.toReversed()) {
    const fitting = stages.filter(({ name }) => step.some((part) => nameKey(name).includes(part)));
    if (fitting.length === 1) return fitting[0] ?? null;
  }
  return null;
}

function nearest<Stage extends KnownStage>(share: number, stages: readonly Stage[]): Stage | null {
  const far = (stage: Stage) => Math.abs((stage.probability ?? Number.POSITIVE_INFINITY) - share);
  const [first] = stages.filter(({ probability }) => probability !== undefined).toSorted((a, b) => far(a) - far(b));
  return first ?? null;
}

/** "60%", "確度60％", "0.6". */
function shareIn(text: string): number | null {
  const plain = text.normalize("NFKC").trim();
  const percent = /^(?:確度|見込み?度)?\s*(\d{1,3})\s*%$/.exec(plain);
  if (percent) return Number(percent[1]) <= 100 ? Number(percent[1]) : null;
  return /^(?:0\.\d{1,2}|1\.0|1\.00)$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}

/** "Aヨミ", "ヨミA", "A", "Ａランク", "ランクB". */
function rankIn(text: string): number | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  const rank =
    /^(?:ヨミ|よみ|読み?|ランク|確度|rank)?\s*([sabcd])\s*[+-]?\s*(?:ヨミ|よみ|読み?|ランク|案件|rank)?$/.exec(
      plain,
    )?.[1];
  return rank ? (ranks[rank] ?? null) : null;
}
