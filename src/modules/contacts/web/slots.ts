import { slot } from "#ui/slots.tsx";

type Shown = { id: string; mayWrite: boolean };

/** What happened with an organization or a contact, and where one writes. */
export const organizationTimeline = slot<Shown>("organizationTimeline");
export const contactTimeline = slot<Shown>("contactTimeline");
/** What is sold, or might be, to an organization. */
export const organizationDeals = slot<{ id: string }>("organizationDeals");
/** The deals that a contact has a part in. */
export const contactDeals = slot<{ id: string }>("contactDeals");
