import { useCallback } from "react";
import type { IconName } from "#ui/parts/icons.ts";
import { useRead } from "#ui/query.ts";
import { useWords, type WordKey } from "#ui/words.tsx";
import type { ActivityKind } from "../activity.ts";
import { type ActivityShape, activityIcons, activityKindsRoute, type CallOutcomeShape } from "../api.ts";

export const kindIcons: Record<ActivityKind, IconName> = {
  ...{ note: "note", call: "phone", task: "task", meeting: "cal", mail: "mail", comment: "coach", other: "flag" },
};

const ownOutcomes: Record<string, WordKey> = {
  reached: "activities.outcome.reached",
  no_answer: "activities.outcome.no_answer",
  left_message: "activities.outcome.left_message",
  wrong_number: "activities.outcome.wrong_number",
};

/** The workspace's own kinds and outcomes, and how each is called and drawn. */
export function useKinds() {
  const { t } = useWords();
  const { data, error, again } = useRead(activityKindsRoute, {}, { topics: ["activity_kinds"] });
  const outcomeName = useCallback(
    ({ name, key }: Pick<CallOutcomeShape, "name" | "key">) => {
      const known = key ? ownOutcomes[key] : undefined;
      return name ?? (known ? t(known) : "");
    },
    [t],
  );
  const typeOf = (id: string | null) => data?.types.find((type) => type.id === id);
  return {
    error,
    again,
    types: data?.types ?? [],
    outcomes: data?.outcomes ?? [],
    outcomeName,
    kindName: ({ kind, typeId }: Pick<ActivityShape, "kind" | "typeId">) =>
      typeOf(typeId)?.name ?? t(`activities.kind.${kind}`),
    iconOf: ({ kind, typeId }: Pick<ActivityShape, "kind" | "typeId">) =>
      iconNamed(typeOf(typeId)?.icon) ?? kindIcons[kind],
    outcomeOf: (id: string | null) => {
      const found = data?.outcomes.find((one) => one.id === id);
      return found && outcomeName(found);
    },
  };
}

function iconNamed(name: string | undefined): IconName | undefined {
  return activityIcons.find((one) => one === name);
}
