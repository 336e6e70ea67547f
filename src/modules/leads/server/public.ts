// What later modules may call of leads.

export { rescore } from "./rescore.ts";
export { startClock } from "./respond.ts";
export { insertTouches } from "./touchStore.ts";
