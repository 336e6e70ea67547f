import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useOwners } from "#modules/people/web/public.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { mentionCheckRoute } from "../api.ts";
import { mentionOf, piecesOf } from "../mention.ts";
import type { TimelineRecord } from "./record.ts";

export type Mentioned = { id: string; name: string };

type Props = {
  label: string;
  rows?: number;
  record: TimelineRecord;
  text: string;
  mentions: readonly Mentioned[];
  onChange: (change: { text: string; mentions: Mentioned[] }) => void;
};

/** A text in which `@` offers people. One reads names while writing; what is sent names ids (`withIds`). */
export function MentionArea({ label, rows = 2, record, text, mentions, onChange }: Props) {
  const { t } = useWords();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState<{ at: number; word: string } | null>(null);
  const [active, setActive] = useState(0);
  const people = useOwners();
  const found = asked
    ? people.filter(({ name }) => name.toLowerCase().includes(asked.word.toLowerCase())).slice(0, 6)
    : [];
  const look = (value: string, caret: number) => {
    const before = /(?:^|\s)@([^\s@]{0,30})$/u.exec(value.slice(0, caret));
    setAsked(before ? { at: caret - (before[1]?.length ?? 0) - 1, word: before[1] ?? "" } : null);
    setActive(0);
  };
  const choose = (person: Mentioned) => {
    if (!asked) return;
    const rest = text.slice(asked.at + 1 + asked.word.length);
    const start = `${text.slice(0, asked.at)}@${person.name} `;
    setAsked(null);
    onChange({ text: start + rest.replace(/^ /, ""), mentions: [...mentions, { id: person.id, name: person.name }] });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start.length, start.length);
    });
  };
  const handleKey = (event: KeyboardEvent) => {
    if (found.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setActive((active + step + found.length) % found.length);
    else if (event.key === "Escape") setAsked(null);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) {
      const person = found[active];
      if (person) choose(person);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="mention-area">
      <label className="sr" htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={area}
        id={id}
        className="inp"
        rows={rows}
        placeholder={label}
        value={text}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={`${id}list`}
        aria-activedescendant={found.length > 0 ? `${id}p${active}` : undefined}
        onChange={(event) => {
          onChange({ text: event.target.value, mentions: [...mentions] });
          look(event.target.value, event.target.selectionStart);
        }}
        onKeyDown={handleKey}
        onBlur={() => setAsked(null)}
      />
      <div
        id={`${id}list`}
        role="listbox"
        aria-label={t("activities.mention.people")}
        className="mention-list"
        hidden={found.length === 0}
      >
        {found.map((person, at) => (
          <div
            key={person.id}
            id={`${id}p${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(person);
            }}
          >
            <Avatar name={person.name} size="sm" />
            {person.name}
          </div>
        ))}
      </div>
      <Unable record={record} people={stillIn(text, mentions)} />
    </div>
  );
}

/** Said before it is sent: who would not be told, since they may not read what it stands on. */
function Unable({ record, people }: { record: TimelineRecord; people: readonly Mentioned[] }) {
  const { t } = useWords();
  const ids = people.map(({ id }) => id).join(",");
  const query = { record: record.kind, id: record.id, people: ids };
  const { data } = useRead(mentionCheckRoute, { query }, { when: ids !== "" });
  const unable = ids === "" ? [] : (data?.unable ?? []);
  return (
    <div aria-live="polite">
      {unable.length > 0 && (
        <p className="xs t-risk mention-note">
          {t("activities.mention.unable", { count: unable.length, names: unable.map(({ name }) => name).join(", ") })}
        </p>
      )}
    </div>
  );
}

const stillIn = (text: string, mentions: readonly Mentioned[]) =>
  mentions.filter(({ name }) => text.includes(`@${name}`));

/** The text with ids in the place of names; the longest first, so that “Ann” is not found in “Anna”. */
export function withIds(text: string, mentions: readonly Mentioned[]): string {
  const longest = [...mentions].sort((a, b) => b.name.length - a.name.length);
  return longest.reduce((all, { id, name }) => all.replaceAll(`@${name}`, mentionOf(id)), text);
}

/** A text as it is read, with the names of today. */
export function WithMentions({ text, mentioned }: { text: string; mentioned: readonly Mentioned[] }) {
  const names = new Map(mentioned.map(({ id, name }) => [id, name]));
  return piecesOf(text).map((piece, at) =>
    "text" in piece ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never change their places
      <strong key={at} className="t-accent">
        @{names.get(piece.personId) ?? ""}
      </strong>
    ),
  );
}

/** A text as one goes on writing it: names in the place of ids. */
export function withNames(text: string, mentioned: readonly Mentioned[]): string {
  return mentioned.reduce((all, { id, name }) => all.replaceAll(mentionOf(id), `@${name}`), text);
}
