// What later modules may call of the forecast.

export { type Recalled, recallNights } from "./recallNights.ts";
export { forgetEmptyNights, forgetStands } from "./store.ts";
