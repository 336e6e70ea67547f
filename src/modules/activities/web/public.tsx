// What later modules may show of activities.

export { NextStep } from "./NextStep.tsx";
export { Timeline } from "./Timeline.tsx";
