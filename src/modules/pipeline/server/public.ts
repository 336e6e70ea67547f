// What later modules may call of the pipeline.

export { dealSpans, firstDealId, firstWins } from "./boughtStore.ts";
export {
  deletePipelines,
  deleteProducts,
  importedProducts,
  insertProducts,
  insertStage,
  type ListedReason,
  type Product,
  readParts,
  readPipelines,
  readProducts,
  readRanks,
  readReasons,
  saveProduct,
  stageNames,
} from "./catalogueStore.ts";
export {
  addLead,
  changeLead,
  deleteLead,
  disqualifyLead,
  type LeadChange,
  mayOnLead,
  mayWriteDealOrLead,
  noteResponse,
  qualifyLead,
  returnLead,
  takeIn,
  takeLead,
  takeUpLead,
} from "./changeLead.ts";
export { addCampaign, addSource, changeCampaign, changeSource } from "./changeSources.ts";
export type { When, Who } from "./closeDeal.ts";
export { winDeal } from "./closeDeal.ts";
export { listDeals, type StoreFilter, totalsOf } from "./dealShownStore.ts";
export { fieldsHeld } from "./fillFields.ts";
export { insertReschedule, putOffSince } from "./historyStore.ts";
export { importContactsOn, type OnDeal, updateImportedLead } from "./importBeside.ts";
export { type ImportedDeal, importDeals } from "./importDeals.ts";
export { importLeads, type LeadStep, type NewLead, tellPast } from "./importLeads.ts";
export {
  hasLeads,
  leadFrom,
  leadShownTo,
  leadsWhere,
  openLeadOf,
  queueCounts,
  type ScoreInput,
  type SeenLead,
  saveClock,
  saveScore,
  saveTouches,
  scoreInputs,
} from "./leadStore.ts";
export { dealsNamed } from "./namedStore.ts";
export { dealsOwned, type OwnedDeal, rottingDeals } from "./ownedStore.ts";
export { contactsOnAll, saveContactOn } from "./peopleStore.ts";
export { readRates } from "./rateStore.ts";
export { dealReach, leadReach, reachesOf } from "./reach.ts";
export { dealsWithin, readableDeals, withinLeads } from "./reachStore.ts";
export { dealOrLeadSeenBy, dealSeenBy } from "./seeDeal.ts";
export { setRates, takeRateOut } from "./setRates.ts";
export {
  broughtBy,
  type Campaign,
  cameInBy,
  cameInWithin,
  campaignByKey,
  deleteCampaigns,
  importedCampaigns,
  insertCampaign,
  readCampaigns,
  readSources,
} from "./sourceStore.ts";
export { dealStands } from "./standsStore.ts";
export { deleteStarted, startedLists, startedRows } from "./startedStore.ts";
export { firstSources, firstStages, startPipeline } from "./startPipeline.ts";
export {
  dealNames,
  dealsByIds,
  dealsByKeys,
  deleteDeals,
  importedDeals,
  lockDeal,
  type StoredDeal,
  setStep,
  setSteps,
  touchDeal,
} from "./store.ts";
export { touchedDeal } from "./tellDeal.ts";
export { touchedLead } from "./tellLead.ts";
export { trashedAmong } from "./trashStore.ts";
export { updateImported } from "./updateImported.ts";
