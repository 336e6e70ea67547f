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
 * activities, moves between stages, SDRs, and each person's mail, title and day of joining.
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
