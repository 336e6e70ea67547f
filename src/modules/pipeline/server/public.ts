// What later modules may call of the pipeline.

export type { When, Who } from "./closeDeal.ts";
export { winDeal } from "./closeDeal.ts";
export { type ImportedDeal, importDeals } from "./importDeals.ts";
export { dealsNamed } from "./namedStore.ts";
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
  deletePipelines,
  deleteProducts,
  firstDealId,
  firstWins,
  idleDeals,
  importedDeals,
  importedProducts,
  insertProducts,
  insertStage,
  type ListedReason,
  lockDeal,
  type OwnedDeal,
  type Product,
  readableDeals,
  readPipelines,
  readProducts,
  readReasons,
  type StoredDeal,
  saveProduct,
  setStep,
  setSteps,
  touchDeal,
  trashedAmong,
} from "./store.ts";
export { touchedDeal } from "./tellDeal.ts";
export { updateImported } from "./updateImported.ts";
