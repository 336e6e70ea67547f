import type { Id } from "#lib/id.ts";
import { refuseField } from "#lib/refusal.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { CampaignId, SourceId } from "#modules/pipeline/lead.ts";

export type FormId = Id<"form">;

export const ownFields = ["name", "email", "phone", "company", "message"] as const;
/** A field of the form: one of ours, or `custom.<key>` of the workspace's own fields of deals. */
export type FormField = { key: string; label: string | null; required: boolean };

export const formLanguages = ["en", "ja"] as const;
export type FormLanguage = (typeof formLanguages)[number];

/** Who gets what comes in. A round goes by turns. */
export type Receiver = { to: "queue" } | { to: "person"; personId: PersonId } | { to: "round"; people: PersonId[] };

export type Form = {
  id: FormId;
  /** 128 bits: whoever has it may send. */
  token: string;
  name: string;
  title: string;
  lead: string | null;
  language: FormLanguage;
  fields: FormField[];
  button: string | null;
  thanks: string | null;
  redirectTo: string | null;
  receiver: Receiver;
  sourceId: SourceId | null;
  campaignId: CampaignId | null;
  /** Origins that may show it within their pages; any where none is said. */
  sites: string[];
  /** Remembers on its own page, in a cookie of its own, where a visitor first came from. */
  keepsFirst: boolean;
  turn: number;
  archived: boolean;
  version: number;
};

export type FormContent = Omit<Form, "id" | "token" | "turn" | "archived" | "version">;

/** A form can be answered: it asks for an address, and leads only to a page of the web. */
export function checkForm({ fields, redirectTo, sites }: Pick<Form, "fields" | "redirectTo" | "sites">): void {
  if (!fields.some(({ key, required }) => key === "email" && required))
    throw refuseField("forms.email_missing", "/fields");
  if (new Set(fields.map(({ key }) => key)).size < fields.length) throw refuseField("forms.field_twice", "/fields");
  if (redirectTo !== null && !isWebPage(redirectTo)) throw refuseField("forms.not_a_web_page", "/redirectTo");
  const wrong = sites.findIndex((site) => !isOrigin(site));
  if (wrong >= 0) throw refuseField("forms.not_an_origin", `/sites/${wrong}`);
}

export function isWebPage(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

function isOrigin(text: string): boolean {
  return isWebPage(text) && new URL(text).origin === text;
}

/** What a visitor wrote, by field. */
export type Written = Readonly<Record<string, string>>;
export type Fault = { key: string; code: "missing" | "not_an_email" | "too_long" };

const longest: Record<string, number> = { message: 10_000 };
const usualLongest = 500;

export function faultsIn(fields: readonly FormField[], written: Written): Fault[] {
  return fields.flatMap(({ key, required }): Fault[] => {
    const value = written[key]?.trim() ?? "";
    if (value === "") return required ? [{ key, code: "missing" }] : [];
    if (value.length > (longest[key] ?? usualLongest)) return [{ key, code: "too_long" }];
    return key === "email" && !isEmail(value) ? [{ key, code: "not_an_email" }] : [];
  });
}

/** One address, and nothing that a mail server would take for more. */
function isEmail(text: string): boolean {
  return /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\]{2,}$/.test(text);
}
