import type { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";

/** What of a deal differs from how it was seen, as it is now: its standing, stage, value and owner. */
export function newsOf({ t, formatMoney }: ReturnType<typeof useWords>, was: DealShape, now: DealShape): string {
  const news = [
    was.status !== now.status && t(`pipeline.status.${now.status}`),
    was.stageId !== now.stageId && now.stage,
    was.value.minor !== now.value.minor && formatMoney(now.value.minor, now.value.currency),
    was.ownerId !== now.ownerId && (now.owner ?? t("pipeline.deal.no_owner")),
    was.name !== now.name && now.name,
  ].filter((one) => one !== false);
  return news.length > 0 ? news.join(", ") : now.stage;
}
