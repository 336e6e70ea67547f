// What later modules may call of metrics.
export {
  type Asking,
  answerFigure,
  figureForPrograms,
  figureSeenBy,
  maySeeScope,
  metricNamed,
} from "./answerFigure.ts";
export { recordFacts, recordFactsOf } from "./recordFacts.ts";
export { factsIn, firstDayOf, monthlyOf } from "./store.ts";
