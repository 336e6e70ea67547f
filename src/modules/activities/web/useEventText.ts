import type { ReactNode } from "react";
import { useMinutes } from "#ui/useMinutes.ts";
import { useWords, type WordKey } from "#ui/words.tsx";
import type { TimelineEntry } from "../api.ts";

const events = {
  deal_opened: "activities.event.deal_opened",
  deal_moved: "activities.event.deal_moved",
  deal_won: "activities.event.deal_won",
  deal_lost: "activities.event.deal_lost",
  deal_reopened: "activities.event.deal_reopened",
  deal_value_changed: "activities.event.deal_value_changed",
  deal_owner_changed: "activities.event.deal_owner_changed",
  deal_corrected: "activities.event.deal_corrected",
  deal_rescheduled: "activities.event.deal_rescheduled",
  deal_ranked: "activities.event.deal_ranked",
  deal_deleted: "activities.event.deal_deleted",
  deal_restored: "activities.event.deal_restored",
  quote_issued: "activities.event.quote_issued",
  help_wanted: "activities.event.help_wanted",
  help_answered: "activities.event.help_answered",
  lead_added: "activities.event.lead_added",
  lead_owner_changed: "activities.event.lead_owner_changed",
  lead_responded: "activities.event.lead_responded",
  lead_qualified: "activities.event.lead_qualified",
  lead_returned: "activities.event.lead_returned",
  lead_disqualified: "activities.event.lead_disqualified",
  lead_taken_up: "activities.event.lead_taken_up",
  lead_deleted: "activities.event.lead_deleted",
  lead_restored: "activities.event.lead_restored",
  contact_added: "activities.event.contact_added",
  contacts_merged: "activities.event.merged",
  organizations_merged: "activities.event.merged",
  contact_merge_undone: "activities.event.merge_undone",
  organization_merge_undone: "activities.event.merge_undone",
} as const satisfies Record<string, WordKey>;

const fields = {
  name: "activities.field.name",
  expectedCloseOn: "activities.field.expectedCloseOn",
  industry: "activities.field.industry",
  country: "activities.field.country",
  website: "activities.field.website",
  phone: "activities.field.phone",
  email: "activities.field.email",
  title: "activities.field.title",
  reading: "activities.field.reading",
  department: "activities.field.department",
  emails: "activities.field.email",
  phones: "activities.field.phone",
  addresses: "activities.field.addresses",
  links: "activities.field.links",
  foundedYear: "activities.field.foundedYear",
  employees: "activities.field.employees",
  annualRevenue: "activities.field.annualRevenue",
  ownerId: "activities.field.ownerId",
  parentId: "activities.field.parentId",
  organizationId: "activities.field.organizationId",
  deletedAt: "activities.field.deletedAt",
} as const satisfies Record<string, WordKey>;

/** The sentence of what happened by itself: an event of the record, or a field that got another value. */
export function useEventText(entry: TimelineEntry): ReactNode {
  const { t, rich, formatMoney, formatDate, formatNumber } = useWords();
  const sayMinutes = useMinutes();
  const who = entry.who ?? t("activities.someone");
  const money = (value: unknown) => (isMoney(value) ? formatMoney(value.minor, value.currency) : "");
  const day = (on: unknown) =>
    typeof on === "string" && /^\d{4}-\d{2}-\d{2}$/.test(on) ? formatDate(on, "long") : t("activities.event.no_date");
  if (entry.event) {
    const { name, facts } = entry.event;
    const values = {
      ...{ who, stage: text(facts.stage), fromStage: text(facts.fromStage), owner: text(facts.owner) },
      ...{ formerOwner: text(facts.formerOwner), value: money(facts.value), was: money(facts.was) },
      number: text(facts.number),
      ...{ wasDay: day(facts.was), becameDay: day(facts.became), reason: text(facts.reason) },
      minutes: sayMinutes(typeof facts.minutes === "number" ? facts.minutes : 0),
    };
    // One that came in by a form was added by nobody.
    if (name === "lead_added" && entry.who === null) return rich("activities.event.lead_came_in", values);
    return isIn(events, name) ? rich(events[name], values) : rich("activities.event.other", { who });
  }
  const field = entry.field ?? "";
  if (!isIn(fields, field)) return rich("activities.event.other", { who });
  const say = (value: unknown): string => {
    if (isMoney(value)) return money(value);
    if (typeof value === "number") return field === "foundedYear" ? String(value) : formatNumber(value);
    if (typeof value !== "string") return "";
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value, "long") : value;
  };
  // An id says nothing to a reader, nor does the moment of a deletion.
  const isSilent = field.endsWith("Id") || field === "deletedAt";
  const [was, became] = isSilent ? ["", ""] : [say(entry.was), say(entry.became)];
  const key = became === "" ? "changed" : was === "" ? "set" : "changed_from";
  return rich(`activities.event.${key}`, { who, field: t(fields[field]), was, became });
}

function isIn<Table extends object>(table: Table, name: string | number | symbol): name is keyof Table {
  return name in table;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isMoney(value: unknown): value is { minor: number; currency: string } {
  return typeof value === "object" && value !== null && "minor" in value && "currency" in value;
}
