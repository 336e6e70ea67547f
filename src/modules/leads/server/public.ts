// What later modules may call of leads.

export { rescore } from "./rescore.ts";
export { startClock } from "./respond.ts";
export { readRules, replaceRules, saveSettings } from "./store.ts";
export { insertTouches } from "./touchStore.ts";
