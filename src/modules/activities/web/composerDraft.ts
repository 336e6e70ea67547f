import type { Asked } from "#lib/route.ts";
import type { addActivityRoute } from "../api.ts";
import { type Mentioned, withIds } from "./MentionArea.tsx";
import { dueOf } from "./moments.ts";

export const composerTabs = ["note", "comment", "call", "task", "meeting", "mail", "other"] as const;
export type Tab = (typeof composerTabs)[number];

export type ComposerDraft = {
  tab: Tab;
  text: string;
  mentions: Mentioned[];
  day: string;
  time: string;
  allDay: boolean;
  planned: boolean;
  direction: "out" | "in";
  outcomeId: string;
  length: string;
  place: string;
  ownerId: string;
  /** `person:<id>` and `contact:<id>`. */
  guests: string[];
  remind: string;
  to: string;
  typeId: string;
  /** Attached to the record already, to stand with what is written. */
  files: { id: string; name: string }[];
};

export const blankDraft: ComposerDraft = {
  ...{ tab: "note", text: "", mentions: [], day: "", time: "", allDay: false, planned: false, direction: "out" },
  ...{ outcomeId: "", length: "30", place: "", ownerId: "", guests: [], remind: "", to: "", typeId: "", files: [] },
};

export function isToDo({ tab, planned }: Pick<ComposerDraft, "tab" | "planned">): boolean {
  return tab === "task" || tab === "meeting" || ((tab === "call" || tab === "other") && planned);
}

/** What was typed. A note or comment may be a file alone: then it says what the file is called. */
export function textOf({ tab, text, files }: Pick<ComposerDraft, "tab" | "text" | "files">): string {
  const typed = text.trim();
  if (typed !== "" || (tab !== "note" && tab !== "comment")) return typed;
  return files.map(({ name }) => name).join(", ");
}

type Body = Asked<typeof addActivityRoute>["body"];

/** What is sent for what was typed: the first line is the subject, the rest its details. */
export function bodyOf(draft: ComposerDraft): Body {
  const words = withIds(textOf(draft), draft.mentions);
  const files = draft.files.length > 0 ? { files: draft.files.map(({ id }) => id as never) } : {};
  if (draft.tab === "comment") return { kind: "comment", body: words, ...files };
  const toDo = isToDo(draft);
  return {
    kind: draft.tab,
    ...wordsOf(draft.tab, words),
    ...files,
    ...(toDo
      ? { dueAt: dueOf({ ...draft, allDay: draft.tab === "task" && draft.allDay }), done: false }
      : { done: true }),
    ...(toDo && draft.remind !== "" ? { remindMinutes: Number(draft.remind) } : {}),
    ...(draft.tab === "task" ? { allDay: draft.allDay } : {}),
    ...(draft.tab === "call" || draft.tab === "mail"
      ? { direction: draft.tab === "mail" ? "out" : draft.direction }
      : {}),
    ...(draft.tab === "call" && !toDo && draft.outcomeId ? { outcomeId: draft.outcomeId as never } : {}),
    ...(draft.tab === "other" ? { typeId: draft.typeId as never } : {}),
    ...(draft.tab === "meeting" ? meetingOf(draft) : {}),
  };
}

function wordsOf(tab: Tab, words: string): { subject: string; body: string | null } {
  const [first = "", ...rest] = words.split("\n");
  const isLong = tab === "note" || first.length > 500;
  if (!isLong) return { subject: first, body: rest.join("\n").trim() || null };
  const cut = cutBefore(words, 500);
  return { subject: words.slice(0, cut), body: words.slice(cut) || null };
}

/** Never in the middle of a mention. */
function cutBefore(words: string, most: number): number {
  if (words.length <= most) return most;
  const opened = words.lastIndexOf("@[", most - 1);
  return opened >= 0 && opened + 39 > most ? opened : most;
}

function meetingOf({ length, place, ownerId, guests }: ComposerDraft) {
  const named = (kind: string) =>
    guests.filter((one) => one.startsWith(`${kind}:`)).map((one) => one.slice(kind.length + 1) as never);
  return {
    lengthMinutes: Number(length),
    place: place.trim() || null,
    ...(ownerId ? { ownerId: ownerId as never } : {}),
    ...{ people: named("person"), contacts: named("contact") },
  };
}
