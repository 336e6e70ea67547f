// What later modules may use of lists.
export { ListView, RecordFields } from "./lateParts.tsx";
