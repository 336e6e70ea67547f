import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { type Hit, matching, split } from "#ui/frame/commands.ts";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { type HitGroup, useHits } from "#ui/frame/useHits.ts";
import { useOwnHits } from "#ui/frame/useOwnHits.ts";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Keys } from "#ui/parts/Keys.tsx";
import { prefetch } from "#ui/prefetch.ts";
import { useWords } from "#ui/words.tsx";

/** Find any record, go anywhere, do anything (ARIA combobox with a grouped listbox). `>` asks for verbs only. */
export function Command({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const { groups, asking, failed } = useGroups(text);
  const hits = groups.flatMap((group) => group.hits);
  const chosen = hits[Math.min(at, hits.length - 1)];
  const idOf = (hit: Hit) => `${id}${hit.id}`;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (chosen) document.getElementById(`${id}${chosen.id}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, id]);
  const take = (hit: Hit) => {
    onClose();
    hit.onTake?.();
    if ("to" in hit.act) void navigate(hit.act.to);
    else hit.act.run();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && chosen) take(chosen);
    else if (step && hits.length > 0) setAt((Math.min(at, hits.length - 1) + step + hits.length) % hits.length);
    else return;
    event.preventDefault();
  };
  const wanted = text.replace(/^>/, "").trim();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it; the key for that is Escape
    <dialog
      ref={dialog}
      className="pal"
      aria-label={t("ui.frame.find")}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="inp">
        <Icon name="search" className="ink3" />
        <input
          role="combobox"
          aria-label={t("ui.frame.find")}
          aria-expanded={hits.length > 0}
          aria-controls={`${id}list`}
          aria-activedescendant={chosen ? idOf(chosen) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t("ui.command.start")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={handleKey}
        />
        <span className="chip">{t(text.startsWith(">") ? "ui.command.actions" : "ui.command.all")}</span>
      </div>
      <div id={`${id}list`} className="hits" role="listbox" aria-label={t("ui.command.results")}>
        {groups.map((group) => (
          <Group key={group.group} group={group} text={wanted} chosen={chosen} idOf={idOf} onTake={take} />
        ))}
      </div>
      {failed && <p className="note err">{t("ui.command.failed")}</p>}
      {hits.length === 0 && !asking && !failed && <Nothing text={wanted} />}
      <Foot count={hits.length} />
    </dialog>
  );
}

function useGroups(text: string): { groups: HitGroup[]; asking: boolean; failed: boolean } {
  const { modules } = useFrame();
  const wanted = text.replace(/^>/, "").trim();
  const sources = useMemo(() => modules.flatMap(({ commands }) => commands ?? []), [modules]);
  const found = useHits(sources, text.startsWith(">") ? "" : wanted);
  const own = useOwnHits();
  const doing = matching(own.actions, wanted);
  const going = matching(own.places, wanted);
  const groups: HitGroup[] = [
    ...(text.startsWith(">") ? [] : found.groups),
    ...(going.length > 0 && !text.startsWith(">") ? [{ group: "ui.command.go" as const, hits: going }] : []),
    ...(doing.length > 0 ? [{ group: "ui.command.do" as const, hits: doing }] : []),
  ];
  return { ...found, groups };
}

type GroupProps = {
  group: HitGroup;
  text: string;
  chosen: Hit | undefined;
  idOf: (hit: Hit) => string;
  onTake: (hit: Hit) => void;
};

function Group({ group, text, chosen, idOf, onTake }: GroupProps) {
  const { t, formatNumber } = useWords();
  const label = t(group.group);
  return (
    // biome-ignore lint/a11y/useSemanticElements: groups of a listbox have no element of their own
    <div role="group" aria-label={label}>
      <div className="g" aria-hidden="true">
        {label}
        <span className="num">{formatNumber(group.hits.length)}</span>
      </div>
      {group.hits.map((hit) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and answers the keys for its options
        <div
          key={hit.id}
          id={idOf(hit)}
          className="o"
          role="option"
          tabIndex={-1}
          aria-selected={hit === chosen}
          onClick={() => onTake(hit)}
          onPointerEnter={() => "to" in hit.act && prefetch(hit.act.to)}
        >
          <Line hit={hit} text={text} />
        </div>
      ))}
    </div>
  );
}

function Line({ hit, text }: { hit: Hit; text: string }) {
  const [before, found, after] = split(hit.label, text);
  return (
    <>
      <Mark hit={hit} />
      <span className="grow cut">
        {before}
        {found && <mark>{found}</mark>}
        {after}
        {hit.hint && <span className="ink2 hint">{hit.hint}</span>}
      </span>
      {hit.value && <span className="ink2 num nw">{hit.value}</span>}
      {hit.keys && <Keys keys={hit.keys} />}
    </>
  );
}

function Mark({ hit: { mark } }: { hit: Hit }) {
  if (!mark) return <Icon name="right" />;
  if ("icon" in mark) return <Icon name={mark.icon} />;
  return "person" in mark ? <Avatar name={mark.person} /> : <Avatar name={mark.organization} square />;
}

function Nothing({ text }: { text: string }) {
  const { t } = useWords();
  if (text === "") return null;
  return (
    <div className="blank">
      <strong>{t("ui.command.none", { text })}</strong>
      <span>{t("ui.command.none_hint")}</span>
    </div>
  );
}

function Foot({ count }: { count: number }) {
  const { t } = useWords();
  return (
    <div className="ft">
      <span className="desk">
        <kbd>↑</kbd> <kbd>↓</kbd> {t("ui.command.choose")}
      </span>
      <span className="desk">
        <kbd>↵</kbd> {t("ui.command.open")}
      </span>
      <span className="desk">
        <kbd>&gt;</kbd> {t("ui.command.only_actions")}
      </span>
      <span className="grow" />
      <span className="num" role="status">
        {t("ui.command.count", { count })}
      </span>
    </div>
  );
}
