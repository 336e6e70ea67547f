// What later modules may use of lists.
export { ListView, RecordFields, RecordShares } from "./lateParts.tsx";
