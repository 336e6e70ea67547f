export { AsksNext, useAskNext } from "./AsksNext.tsx";
export { MeetingOutcome } from "./MeetingOutcome.tsx";
export { Timeline } from "./Timeline.tsx";
export { kindIcons } from "./useKinds.ts";
