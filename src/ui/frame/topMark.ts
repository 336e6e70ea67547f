import { slot } from "#ui/slots.tsx";

/** At the top, beside New: what calls for whoever looks. It stands on a phone too, where it brings no keys of its own. */
export const topMark = slot<{ keys?: boolean }>("frame.top_mark");
