export { MeetingOutcome } from "./MeetingOutcome.tsx";
export { Timeline } from "./Timeline.tsx";
export { kindIcons } from "./useKinds.ts";
