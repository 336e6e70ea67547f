// What later modules may call of metrics.
export {
  answerFigure,
  figureForPrograms,
  maySeeScope,
  metricNamed,
  whereOf,
} from "./answerFigure.ts";
export { recordFacts, recordFactsOf } from "./recordFacts.ts";
export { dailyOf, factsIn, firstDayOf, type LedgerRow, ledgerOf, monthlyOf } from "./store.ts";
