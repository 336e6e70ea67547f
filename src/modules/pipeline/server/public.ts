// What later modules may call of the pipeline.

export { withPeople } from "./board.ts";
export type { When, Who } from "./closeDeal.ts";
export { winDeal } from "./closeDeal.ts";
export { type ImportedDeal, importDeals } from "./importDeals.ts";
export { dealReach } from "./reach.ts";
export { dealSeenBy } from "./seeDeal.ts";
export { firstStages, startPipeline } from "./startPipeline.ts";
export {
  dealNames,
  dealSpans,
  dealsByIds,
  dealsByKeys,
  dealsOwned,
  deleteDeals,
  deletePipelines,
  deleteProducts,
  firstWins,
  importedDeals,
  importedProducts,
  insertProducts,
  insertStage,
  type ListedReason,
  listDeals,
  lockDeal,
  type OwnedDeal,
  organizationsWithDeals,
  ownersWithDeals,
  type Product,
  productNames,
  productsInDeals,
  readableDeals,
  readPipelines,
  readProducts,
  readReasons,
  type StoredDeal,
  saveProduct,
  setStep,
  setSteps,
  touchDeal,
} from "./store.ts";
export { momentsOf, recount, touchedDeal } from "./tellDeal.ts";
export { updateImported } from "./updateImported.ts";
