import { me } from "#lib/filter.ts";
import type { Id } from "#lib/id.ts";
import type { PersonId } from "#modules/people/person.ts";
import { addressOfDeals } from "#modules/pipeline/dealListAddress.ts";

export type NotificationId = Id<"notification">;

export const notificationKinds = [
  "mention",
  "comment",
  "assigned",
  "reminder",
  "help",
  "won",
  "import",
  "idle",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Every way but `off` shows it in the product; `mail` writes at once, `digest` once a day. */
export const ways = ["product", "mail", "digest", "off"] as const;
export type Way = (typeof ways)[number];

/** Until somebody chooses: what is said to one by name is also in the daily mail. */
export const usualWay: Record<NotificationKind, Way> = {
  ...{ mention: "digest", comment: "product", assigned: "digest", reminder: "product", help: "digest" },
  ...{ won: "product", import: "product", idle: "product" },
};

export const tabs = ["all", "mentions", "wins", "system"] as const;
export type Tab = (typeof tabs)[number];
const tabOf: Record<NotificationKind, Tab> = {
  ...{ mention: "mentions", comment: "mentions", assigned: "all", reminder: "all", help: "mentions" },
  ...{ won: "wins", import: "system", idle: "system" },
};

export function isUnder(tab: Tab, kind: NotificationKind): boolean {
  return tab === "all" || tabOf[kind] === tab;
}

/** Somebody waits for this person: it stands before what one may simply know. */
export function needsAnswer(kind: NotificationKind): boolean {
  return kind === "mention" || kind === "assigned" || kind === "reminder" || kind === "help";
}

/** When one is left in peace, in minutes of the day; over midnight where it ends before it begins. */
export type Quiet = { from: number; to: number };

/** How long the peace still lasts, in minutes: 0 outside of it. */
export function quietFor(quiet: Quiet | null, minute: number): number {
  if (!quiet || quiet.from === quiet.to) return 0;
  const length = (quiet.to - quiet.from + 1440) % 1440;
  const since = (minute - quiet.from + 1440) % 1440;
  return since < length ? length - since : 0;
}

export type Habits = { quiet: Quiet | null; digestHour: number };
export const usualHabits: Habits = { quiet: null, digestHour: 8 };

/** Whom to tell of what: `about` is what it came of, so that telling twice is telling once. */
export type Telling = {
  personId: PersonId;
  kind: NotificationKind;
  about: string;
  record: { kind: string; id: string } | null;
  activityId: string | null;
  byId: PersonId | null;
  facts: Record<string, unknown>;
  /** Written at once whatever was chosen: this one was asked for by mail. */
  byMail?: boolean;
};

type About = { kind: NotificationKind; record: { kind: string; id: string } | null; activityId: string | null };

const rottingDeals = addressOfDeals([
  { field: "rotting", is: "yes" },
  { field: "ownerId", is: "anyOf", value: [me] },
]);
const rottingOfMine = `${rottingDeals}&sort=idle&order=desc`;

/** Where that lies which a notification tells of. */
export function addressOf({ record, kind, activityId }: About): string {
  if (kind === "idle") return rottingOfMine;
  if (kind === "import") return "/import";
  const base = { deal: "/deals", organization: "/organizations", contact: "/contacts" }[record?.kind ?? ""];
  if (base) return `${base}/${record?.id}`;
  return activityId ? `/activities/${activityId}` : "/";
}
