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
  readReasons,
  saveProduct,
  stageNames,
} from "./catalogueStore.ts";
export type { When, Who } from "./closeDeal.ts";
export { winDeal } from "./closeDeal.ts";
export { type ImportedDeal, importDeals } from "./importDeals.ts";
export { dealsNamed } from "./namedStore.ts";
export { saveContactOn } from "./peopleStore.ts";
export { dealReach } from "./reach.ts";
export { dealSeenBy } from "./seeDeal.ts";
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
  lockDeal,
  type OwnedDeal,
  readableDeals,
  type StoredDeal,
  setStep,
  setSteps,
  touchDeal,
  trashedAmong,
} from "./store.ts";
export { touchedDeal } from "./tellDeal.ts";
export { updateImported } from "./updateImported.ts";
