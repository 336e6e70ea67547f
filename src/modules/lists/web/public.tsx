// What later modules may use of lists.
export type { CellShape } from "../api.ts";
export { ListView, OwnFieldInputs, RecordFields, RecordShares } from "./lateParts.tsx";
