// What later modules may call of leads.

export { businessHours } from "./businessHours.ts";
export { rescore } from "./rescore.ts";
export { startClock } from "./respond.ts";
export { beginHour, forgetImportedSettings, insertRules, readRules } from "./store.ts";
export { insertTouches } from "./touchStore.ts";
