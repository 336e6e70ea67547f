// What later modules may call of the pipeline.

export {
  deletePipelines,
  deleteProducts,
  importedProducts,
  insertProducts,
  insertStage,
  type ListedReason,
  type Product,
  readPipelines,
  readProducts,
  readRanks,
  readReasons,
  saveProduct,
  stageNames,
} from "./catalogueStore.ts";
export type { When, Who } from "./closeDeal.ts";
export { winDeal } from "./closeDeal.ts";
export { putOffSince } from "./historyStore.ts";
export { type ImportedDeal, importDeals } from "./importDeals.ts";
export { dealsNamed } from "./namedStore.ts";
export { saveContactOn } from "./peopleStore.ts";
export { dealReach } from "./reach.ts";
export { dealSeenBy } from "./seeDeal.ts";
export { dealStands } from "./standsStore.ts";
export { firstStages, startPipeline } from "./startPipeline.ts";
export {
  dealNames,
  dealSpans,
  dealsByIds,
  dealsByKeys,
  dealsOwned,
  dealsWithin,
  deleteDeals,
  firstDealId,
  firstWins,
  idleDeals,
  importedDeals,
  listDeals,
  lockDeal,
  type OwnedDeal,
  readableDeals,
  type StoredDeal,
  type StoreFilter,
  setStep,
  setSteps,
  totalsOf,
  touchDeal,
  trashedAmong,
} from "./store.ts";
export { touchedDeal } from "./tellDeal.ts";
export { updateImported } from "./updateImported.ts";
