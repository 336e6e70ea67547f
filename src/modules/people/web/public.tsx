// What later modules' screens may use of people.
export { Settings } from "./Settings.tsx";
