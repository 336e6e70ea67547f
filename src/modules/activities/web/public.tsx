export { MeetingOutcome } from "./MeetingOutcome.tsx";
export { kindIcons } from "./useKinds.ts";
