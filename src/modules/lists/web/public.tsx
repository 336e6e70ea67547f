// What later modules may use of lists.
export { ListView } from "./ListView.tsx";
