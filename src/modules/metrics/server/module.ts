import { refuseField } from "#lib/refusal.ts";
import type { Ground } from "#platform/ground.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { figureRecordsRoute, figureRoute, metricsRoute } from "../api.ts";
import type { Question, Scope } from "../figure.ts";
import { figureSeenBy, metricNamed } from "./answerFigure.ts";
import { figureRecords } from "./figureRecords.ts";
import { factsFollow } from "./moveFacts.ts";
import { metricsExports } from "./store.ts";

export const metrics = module({
  name: "metrics",
  owns: ["facts"],
  exports: metricsExports,
  emits: ["figure_moved"],
  onMerge: [factsFollow],
  answers: [
    answer(metricsRoute, async ({ ground }) =>
      [...ground.metrics.values()].map(({ name, unit, kind, record }) => ({ name, unit, kind, record })),
    ),
    answer(figureRoute, (ask) => figureSeenBy(ask, ask.actor, questionOf(ask.ground, ask.params.name, ask.query))),
    answer(figureRecordsRoute, (ask) =>
      figureRecords(ask, ask.actor, questionOf(ask.ground, ask.params.name, ask.query), ask.query.after),
    ),
  ],
});

type Query = Omit<Question, "metric" | "scope"> & { person?: string | undefined; team?: string | undefined };

function questionOf(ground: Ground, name: string, { person, team, ...query }: Query): Question {
  if (query.to < query.from) throw refuseField("metrics.ends_before_start", "/to");
  const scope: Scope = person
    ? { kind: "person", id: person }
    : team
      ? { kind: "team", id: team }
      : { kind: "company" };
  return { ...query, metric: metricNamed(ground, name), scope };
}
