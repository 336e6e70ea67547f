import { slot } from "#ui/slots.tsx";

/** Beside an entry of the rail or of the settings: that something there waits for whoever looks. It is given the entry's address. */
export const placeMark = slot<{ path: string }>("frame.place_mark");
