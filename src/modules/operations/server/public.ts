export { examine, type Found } from "./examine.ts";
