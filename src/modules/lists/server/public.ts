// What later modules may call of lists.
export { labelsIn } from "./labels.ts";

export { opened } from "./opening.ts";
export { viewsOfList } from "./store.ts";
