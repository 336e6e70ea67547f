import { dayAt, daysBetween } from "#lib/time.ts";
import type { StepState } from "#ui/parts/Chip.tsx";
import type { Present } from "#ui/words/relative.ts";
import type { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";

type Step = DealShape["nextStep"];

/** Late once its moment is past, today until midnight in the workspace, planned beyond. */
export function stepState(step: Step, { now, today, zone }: Present): StepState {
  if (!step) return "none";
  if (step.at < now) return "late";
  return dayAt(step.at, zone) === today ? "today" : "planned";
}

export function stepText(words: ReturnType<typeof useWords>, step: Step, { now, today, zone }: Present): string {
  if (!step) return words.t("pipeline.step.none");
  const day = dayAt(step.at, zone);
  const days = daysBetween(day, today);
  if (step.at < now && days > 0) return words.t("pipeline.step.late", { subject: step.subject, count: days });
  if (day === today) return words.t("pipeline.step.at", { subject: step.subject, when: words.formatTime(step.at) });
  return words.t("pipeline.step.at", { subject: step.subject, when: words.formatDate(day, "short") });
}

/** "GTX Pro × 2 +1": the first product, how many, and how many lines more. */
export function productsText(lines: DealShape["lines"]): string {
  const first = lines[0];
  if (!first) return "";
  const times = first.quantity > 1 ? `${first.product} × ${first.quantity}` : first.product;
  return lines.length > 1 ? `${times} +${lines.length - 1}` : times;
}
