import type { Id } from "#lib/id.ts";
import type { Money } from "#lib/money.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { Ways } from "./ways.ts";

export type OrganizationId = Id<"organization">;
export type ContactId = Id<"contact">;

/** A company sold to. `email` and `phone` repeat the first of each. */
export type Organization = Ways & {
  id: OrganizationId;
  name: string;
  industry: string | null;
  country: string | null;
  website: string | null;
  email: string | null;
  phone: string | null;
  foundedYear: number | null;
  employees: number | null;
  annualRevenue: Money | null;
  parentId: OrganizationId | null;
  ownerId: PersonId | null;
  /** The day of its first won deal: since then it is an account. */
  boughtOn: CivilDate | null;
  createdAt: Instant;
  version: number;
};

/** A person in an organization. `email` and `phone` repeat the first of each; organization, title and department the primary role. */
export type Contact = Ways & {
  id: ContactId;
  name: string;
  /** How the name is read (kana), where the letters don't say. */
  reading: string | null;
  title: string | null;
  department: string | null;
  email: string | null;
  phone: string | null;
  organizationId: OrganizationId | null;
  ownerId: PersonId | null;
  /** Since when nothing is known of them but that they were there. */
  erasedAt: Instant | null;
  /** Made by the sample's generator, not by a person. */
  generated: boolean;
  createdAt: Instant;
  version: number;
};
