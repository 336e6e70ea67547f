import type { ReactNode } from "react";
import { dayAt, daysBetween } from "#lib/time.ts";
import { useMe } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Who } from "#ui/parts/Avatar.tsx";
import { Chip, StepMark } from "#ui/parts/Chip.tsx";
import { When } from "#ui/parts/When.tsx";
import { useWords } from "#ui/words.tsx";
import type { CellShape, ListFieldShape } from "../api.ts";
import { useLabels } from "./labels.ts";

/** How wide a column is, by what it holds. */
export function widthOf({ type, drawn, record }: ListFieldShape): number {
  if (drawn === "nextStep") return 190;
  if (type === "money") return 120;
  if (type === "number" || type === "days") return 90;
  if (type === "date") return 112;
  if (type === "moment") return 124;
  if (type === "person") return 170;
  if (record || drawn === "email" || drawn === "link" || drawn === "longText") return 180;
  return 132;
}

export function isRight({ type, drawn }: ListFieldShape): boolean {
  return drawn !== "nextStep" && ["money", "number", "days", "date", "moment"].includes(type);
}

/** A cell as its type and the field say. */
export function CellText({ field, cell }: { field: ListFieldShape; cell: CellShape | undefined }): ReactNode {
  const words = useWords();
  const labels = useLabels();
  const me = useMe();
  if (cell === null || cell === undefined) return null;
  if (field.drawn === "nextStep") return <NextStep cell={cell} />;
  if (Array.isArray(cell)) return cell.map((value) => <Choice key={value} {...{ field, value }} />);
  if (typeof cell === "object") {
    if ("minor" in cell) return words.formatMoney(cell.minor, cell.currency, { whole: field.drawn === "whole" });
    if (cell.name === null) return <span className="ink3">{words.t("lists.hidden_name")}</span>;
    if (field.record === "person" && me.covers.includes(cell.id))
      return <Chip meaning="info">{words.t("lists.covering_for", { name: cell.name })}</Chip>;
    return field.record === "person" ? <Who name={cell.name} me={cell.id === me.personId} /> : cell.name;
  }
  if (typeof cell === "boolean") return words.t(cell ? "lists.yes" : "lists.no");
  if (typeof cell === "number")
    return field.type === "days" ? words.t("lists.days", { count: cell }) : words.formatNumber(cell);
  if (field.type === "date" || field.type === "moment") return <When at={cell} length="short" />;
  if (field.type === "choice")
    return field.drawn === "status" ? <Choice field={field} value={cell} /> : labels.say(labelOf(field, cell));
  if (field.drawn === "link") return <Outside href={cell} text={cell.replace(/^https?:\/\//, "")} />;
  if (field.drawn === "email") return <Outside href={`mailto:${cell}`} text={cell} />;
  if (field.drawn === "phone") return <Outside href={`tel:${cell.replace(/[^\d+]/g, "")}`} text={cell} />;
  return cell;
}

function labelOf({ choices }: ListFieldShape, value: string): ListFieldShape["label"] {
  return choices?.find((choice) => choice.value === value)?.label ?? { text: value };
}

function Choice({ field, value }: { field: ListFieldShape; value: string }) {
  const label = useLabels().say(labelOf(field, value));
  if (value === "won")
    return (
      <Chip meaning="won" icon="check">
        {label}
      </Chip>
    );
  if (value === "lost")
    return (
      <Chip meaning="lost" icon="x">
        {label}
      </Chip>
    );
  return <Chip>{label}</Chip>;
}

/** Typed by somebody: only what a browser may be asked to open becomes a link. */
function Outside({ href, text }: { href: string; text: string }) {
  if (!/^(https?:|mailto:|tel:)/.test(href)) return text;
  return (
    <a className="link" href={href} target={href.startsWith("http") ? "_blank" : undefined} rel="noreferrer">
      {text}
    </a>
  );
}

function NextStep({ cell }: { cell: CellShape }) {
  const { t, formatTime, formatDate } = useWords();
  const { now, today, zone } = useNow();
  const [subject, at] = Array.isArray(cell) ? cell : [];
  if (!subject || !at || at === "null") return <StepMark state="none">{t("lists.step.none")}</StepMark>;
  const day = dayAt(at, zone);
  const days = daysBetween(day, today);
  if (at < now)
    return (
      <StepMark state="late">
        {days > 0 ? t("lists.step.late", { subject, count: days }) : `${subject} ${formatTime(at)}`}
      </StepMark>
    );
  if (day === today) return <StepMark state="today">{`${subject} ${formatTime(at)}`}</StepMark>;
  return <StepMark state="planned">{`${subject} ${formatDate(day, "short")}`}</StepMark>;
}
