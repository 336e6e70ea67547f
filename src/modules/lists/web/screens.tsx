import { webModule } from "#ui/webModule.ts";

/** Lists have no page of their own: other modules' pages are lists. */
export const lists = webModule({ name: "lists", screens: [] });
