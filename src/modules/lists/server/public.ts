// What later modules may call of lists.

export { opened } from "./opening.ts";
export { viewsOfList } from "./store.ts";
