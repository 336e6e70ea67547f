import { findByKey, type KeyIndex } from "./keyIndex.ts";
import type { NameIndex } from "./nameIndex.ts";
import { textOfHtml } from "./plainText.ts";
import { type OwnIndexes, planOwn } from "./planOwn.ts";
import { readTimeOfDay } from "./recogniseDates.ts";
import type { ActivityRecord, Known, Named } from "./record.ts";
import type { Found, RowReader } from "./rowReader.ts";

export type ActivityIndexes = OwnIndexes & {
  deals: NameIndex<Named>;
  types: NameIndex<Named>;
  dealKeys: KeyIndex<Named>;
  organizationKeys: KeyIndex<Named>;
  contactKeys: KeyIndex<Named>;
};

const longestSubject = 200;

/** What other programs call the product's own kinds. */
const kindWords: Readonly<Record<string, readonly string[]>> = {
  note: ["note", "メモ", "ノート"],
  comment: ["comment", "コメント"],
  call: ["call", "phonecall", "電話", "通話", "架電", "コール"],
  meeting: ["meeting", "ミーティング", "会議", "打ち合わせ", "打合せ", "打合わせ", "訪問", "面談", "商談"],
  mail: ["mail", "email", "eメール", "メール"],
  task: ["task", "todo", "deadline", "タスク", "締め切り", "締切", "期限"],
};

/** The activity that a row becomes; null when it can't be one. A row that says nothing but words is a note. */
export function planActivity(row: RowReader, known: Known, by: ActivityIndexes): ActivityRecord | null {
  const body = textOfHtml(row.words("body") ?? "") || null;
  const subject = row.text("subject") ?? firstLine(body);
  if (!subject) row.say("name_missing", row.has("subject") ? "subject" : "body");
  const due = dueOf(row, known);
  const type = typeOf(row, known, by, due !== null);
  const about = aboutOf(row, by);
  const owner = row.find("owner", by.persons, "unknown_author");
  if (!owner) row.say("owner_is_author", "owner");
  const isWords = type === "note" || type === "comment";
  const doneAt = row.moment("doneAt", known.zone);
  const done = isWords || doneAt !== null || row.yesNo("done") === "yes" ? "yes" : "no";
  const createdOn = row.moment("createdOn", known.zone);
  if (!isWords && !due && !doneAt && !createdOn) row.say("no_due_date", "dueOn");
  if (!subject || !about) return null;
  return {
    ...{ kind: "activity", key: row.text("key"), name: subject, type, done, doneAt, createdOn },
    ...{ body: body === subject ? null : body, dueOn: isWords ? null : (due ?? doneAt ?? createdOn) },
    ...{ length: row.minutes("length"), place: row.text("place"), owner: owner?.ref ?? null, ...about },
    custom: planOwn(row, known, by),
  };
}

function firstLine(body: string | null): string | null {
  const [line = ""] = (body ?? "").split("\n");
  return line.length > longestSubject ? `${line.slice(0, longestSubject - 1)}…` : line || null;
}

/** A day, with the hour of a column of its own. */
function dueOf(row: RowReader, known: Known): string | null {
  const due = row.moment("dueOn", known.zone);
  if (!due) return null;
  const [day = ""] = due.split("T");
  if (row.has("allDay") && row.yesNo("allDay") === "yes") return day;
  const time = row.text("dueTime");
  if (!time) return due;
  const minute = readTimeOfDay(time);
  if (minute === null) row.say("unreadable_date", "dueTime");
  return minute === null || minute === "00:00" ? due : `${day}T${minute}`;
}

function typeOf(row: RowReader, known: Known, by: ActivityIndexes, hasDue: boolean): string {
  const text = row.text("kind");
  if (!text || text === "other") return row.has("body") && !row.has("dueOn") && !hasDue ? "note" : "task";
  const word = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
  const ours = Object.entries(kindWords).find(([, words]) => words.includes(word));
  if (ours) {
    row.understood("kind");
    return ours[0];
  }
  const own = by.types.find(text);
  if (own.match === "exact" || own.match === "loose") {
    row.understood("kind");
    return own.item.name;
  }
  return row.settle(known.mayAdd ? "unknown_kind" : "kind_not_offered", "kind", text) === "create" ? text : "task";
}

type About = Pick<ActivityRecord, "deal" | "organization" | "contact">;

/** What it is about: by keys first, which can't be mistaken, then by names. Null where nothing of it is here. */
function aboutOf(row: RowReader, by: ActivityIndexes): About | null {
  const deal = findByKey(row, "dealKey", by.dealKeys) ?? row.find("deal", by.deals, "unknown_deal");
  const contact = findByKey(row, "contactKey", by.contactKeys) ?? row.find("contact", by.contacts, "unknown_contact");
  const organization =
    findByKey(row, "organizationKey", by.organizationKeys) ??
    row.find("organization", by.organizations, "unknown_organization");
  const ref = (found: Found<Named>) => found?.ref ?? null;
  const about = { deal: ref(deal), organization: ref(organization), contact: ref(contact) };
  if (about.deal || about.organization || about.contact) return about;
  row.say("about_nothing", ["deal", "contact", "organization"].find((field) => row.has(field)) ?? null);
  return null;
}
