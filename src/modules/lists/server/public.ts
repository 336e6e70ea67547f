// What later modules may call of lists.
export { labelsIn } from "./labels.ts";
