import { money } from "#lib/money.ts";
import { type LeadState, leadStates } from "#modules/pipeline/lead.ts";
import { findByKey, type KeyIndex } from "./keyIndex.ts";
import type { NameIndex } from "./nameIndex.ts";
import { planOwn } from "./planOwn.ts";
import type { Known, KnownPerson, LeadRecord, Named } from "./record.ts";
import type { RowReader } from "./rowReader.ts";

export type LeadIndexes = {
  persons: NameIndex<KnownPerson>;
  organizations: NameIndex<Named>;
  contacts: NameIndex<Named>;
  sources: NameIndex<Named>;
  campaigns: NameIndex<Named>;
  organizationKeys: KeyIndex<Named>;
  contactKeys: KeyIndex<Named>;
};

/** What other programs and sheets call a lead's state. */
const stateWords: Readonly<Partial<Record<LeadState, readonly string[]>>> = {
  new: ["open", "unread", "未対応", "新規"],
  working: ["contacted", "inprogress", "working", "対応中"],
  awaiting_reply: ["awaitingreply", "返信待ち"],
  meeting_booked: ["meetingbooked", "アポ獲得"],
  disqualified: ["archived", "lost", "unqualified", "junk", "対象外"],
};

/** The lead that a row becomes; whoever is named by nobody is nobody's yet. A row of one that is a deal by now says so. */
export function planLead(row: RowReader, known: Known, by: LeadIndexes): LeadRecord {
  const name = row.text("name");
  if (!name) row.say("name_missing", "name");
  const organization =
    findByKey(row, "organizationKey", by.organizationKeys) ??
    row.find("organization", by.organizations, "unknown_organization");
  const contact = findByKey(row, "contactKey", by.contactKeys) ?? row.find("contact", by.contacts, "unknown_contact");
  const currency = row.currency("currency", known.currency);
  const value = row.has("value") ? (row.money("value", currency) ?? money(0, currency)) : null;
  if (value && value.currency !== known.currency) row.say("other_currency", row.has("currency") ? "currency" : "value");
  const state = stateOf(row);
  const reason = row.text("reason");
  if ((state === "disqualified" || state === "returned") && !reason) row.say("reason_missing", "reason");
  const cameInAt = row.moment("cameInAt", known.zone);
  if (cameInAt && cameInAt.slice(0, "2026-05-01".length) > known.today) row.say("opened_in_future", "cameInAt");
  return {
    ...{ kind: "lead", key: row.text("key"), name: name ?? "", state, reason, value, cameInAt },
    ...{ owner: row.find("owner", by.persons, "unknown_person")?.ref ?? null },
    ...{ organization: organization?.ref ?? null, contact: contact?.ref ?? null },
    ...{ source: row.find("source", by.sources, "unknown_origin")?.ref ?? null },
    ...{ campaign: row.find("campaign", by.campaigns, "unknown_origin")?.ref ?? null, message: row.words("message") },
    custom: planOwn(row, known, by),
  };
}

function stateOf(row: RowReader): LeadState | null {
  if (row.text("qualifiedAt")) return null;
  const text = row.text("state");
  if (!text) return "new";
  const word = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const state =
    leadStates.find((one) => one === word) ??
    leadStates.find((one) => stateWords[one]?.includes(word.replaceAll("_", "")));
  if (state) row.understood("state");
  else row.settle("unknown_state", "state", text);
  return state ?? "new";
}
