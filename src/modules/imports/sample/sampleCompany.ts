import type { CivilDate } from "#lib/time.ts";
import type {
  ContactRecord,
  DealRecord,
  OrganizationRecord,
  PersonRecord,
  ProductRecord,
  TeamRecord,
} from "../record.ts";

/**
 * The sample company. Organizations, products, teams, offices, deals and the names of agents and managers are the data
 * set (README.md here), moved by `movedDays`. **Made by a seeded generator:** contacts, who of them a deal is with,
 * activities, moves between stages, SDRs, prospects, campaigns and leads, and each person's mail, title and day of joining.
 * Refs name records of the company itself, so their `id` is null. Deals and contacts are named by `key`.
 */
export type SampleCompany = {
  movedDays: number;
  offices: string[];
  teams: TeamRecord[];
  persons: SamplePerson[];
  organizations: OrganizationRecord[];
  products: ProductRecord[];
  deals: SampleDeal[];
  contacts: SampleContact[];
  moves: SampleMove[];
  activities: SampleActivity[];
  /** Companies that bought nothing yet, and their people: of them are the leads in the inbox. */
  prospects: OrganizationRecord[];
  prospectContacts: SampleContact[];
  campaigns: SampleCampaign[];
  leads: SampleLead[];
};

export type SamplePerson = PersonRecord & {
  email: string;
  role: "agent" | "manager" | "sdr";
  joinedOn: CivilDate;
};

export type SampleDeal = DealRecord & { key: string; contactKey: string | null };
export type SampleContact = ContactRecord & { key: string; email: string };

/** `minute` is the minute of the day in the workspace's zone. */
export type SampleMoment = { day: CivilDate; minute: number };
export type SampleMove = { dealKey: string; from: string; to: string; at: SampleMoment };

/** Where a lead came from: one of the five sources that a workspace starts with. */
export type SampleSource = "demo" | "form" | "referral" | "fair" | "outbound";

export type SampleCampaign = {
  name: string;
  key: string | null;
  source: SampleSource;
  fromOn: CivilDate;
  toOn: CivilDate | null;
  costMinor: number | null;
};

/** What is still fresh lies so many minutes before the moment at which the sample is filled in. */
export type SampleWhen = SampleMoment | { minutesAgo: number };

export type SampleLeadStep = { at: SampleMoment } & (
  | { what: "responded"; by: string; kind: "call" | "mail"; lengthMinutes: number | null; text: string }
  | { what: "qualified" }
  | { what: "returned"; reason: string }
  | { what: "disqualified"; reason: string }
);

export type SampleTouch = {
  kind: "ad" | "form" | "other" | "event" | "research";
  at: SampleWhen;
  person: string | null;
  minutes: number | null;
  costMinor: number | null;
  note: string;
};

/** A lead as it stands, or as a deal of the set once was one: then `dealKey` says which. */
export type SampleLead = {
  key: string;
  dealKey: string | null;
  owner: string | null;
  organization: string;
  contactKey: string | null;
  source: SampleSource;
  campaign: string | null;
  message: string;
  came: SampleWhen;
  /** All before today, in the order of time. */
  steps: SampleLeadStep[];
  touches: SampleTouch[];
  /** One that lies ahead. */
  meeting: SampleMoment | null;
};

/** `person` is the name of whoever does it, the deal's owner. Ahead of today lie only tasks not done and meetings. */
export type SampleActivity = {
  key: string;
  dealKey: string;
  person: string;
  contactKey: string | null;
} & (
  | {
      kind: "call";
      at: SampleMoment;
      lengthMinutes: number;
      outcome: "reached" | "voicemail" | "no_answer";
      note: string;
    }
  | { kind: "mail"; at: SampleMoment; direction: "in" | "out"; subject: string }
  | { kind: "meeting"; at: SampleMoment; lengthMinutes: number; title: string }
  | { kind: "note"; at: SampleMoment; text: string }
  | { kind: "task"; at: SampleMoment; title: string; dueOn: CivilDate; doneOn: CivilDate | null }
);
