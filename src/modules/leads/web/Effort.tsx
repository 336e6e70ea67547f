import "./leads.css";
import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { When } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useMinutes } from "#ui/useMinutes.ts";
import { useWords } from "#ui/words.tsx";
import { addTouchRoute, deleteTouchRoute, effortRoute } from "../api.ts";
import { touchKinds } from "../touch.ts";
import { Panel } from "./ContactPanels.tsx";

type Props = { record: "deal" | "organization"; id: string; mayWrite: boolean };
type Seen = Answered<typeof effortRoute>;
type Touch = Seen["touches"][number];

/** What it took: one line of time, who spent what, and every touch behind each sum. */
export function Effort({ record, id, mayWrite }: Props) {
  const { t, formatMoney, formatNumber } = useWords();
  const say = useMinutes();
  const topics = [`${record}:${id}`, "activities"];
  const { data } = useRead(effortRoute, { query: { record, id } }, { topics });
  const [shown, setShown] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  if (!data) return null;
  const { seesCost, currency, by, total, touches } = data;
  const cost = (minor: number | null) => (minor === null ? t("leads.effort.no_cost") : formatMoney(minor, currency));
  const listed = shown === all ? touches : touches.filter(({ personId }) => (personId ?? nobody) === shown);
  return (
    <section className="effort">
      <h2>
        {t("leads.effort.title")}
        {mayWrite && <Button quiet small icon="plus" name={t("leads.effort.add")} onClick={() => setAdding(true)} />}
      </h2>
      {touches.length === 0 ? (
        <p className="ink2 s">{t("leads.effort.none")}</p>
      ) : (
        <>
          <TimeLine touches={touches} span={data.span} />
          <table>
            <thead>
              <tr>
                <th scope="col">{t("leads.effort.by")}</th>
                <th scope="col" className="r">
                  {t("leads.effort.touches")}
                </th>
                <th scope="col" className="r">
                  {t("leads.effort.time")}
                </th>
                {seesCost && (
                  <th scope="col" className="r">
                    {t("leads.effort.cost")}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {by.map((one) => {
                const who = one.person ?? t("leads.effort.nobody");
                const key = one.personId ?? nobody;
                return (
                  <tr key={key}>
                    <td>{who}</td>
                    <td className="r num">
                      <Opener
                        label={t("leads.effort.show", { who })}
                        shows={shown === key}
                        onToggle={() => setShown(shown === key ? null : key)}
                      >
                        {formatNumber(one.touches)}
                      </Opener>
                    </td>
                    <td className="r num">{one.minutes > 0 ? say(one.minutes) : "–"}</td>
                    {seesCost && <td className="r num">{cost(one.costMinor)}</td>}
                  </tr>
                );
              })}
              <tr>
                <td>
                  <strong>{t("leads.effort.total")}</strong>
                </td>
                <td className="r num">
                  <Opener
                    label={t("leads.effort.show_all")}
                    shows={shown === all}
                    onToggle={() => setShown(shown === all ? null : all)}
                  >
                    {formatNumber(total.touches)}
                  </Opener>
                </td>
                <td className="r num">{total.minutes > 0 ? say(total.minutes) : "–"}</td>
                {seesCost && <td className="r num">{cost(total.costMinor)}</td>}
              </tr>
            </tbody>
          </table>
          {shown !== null && <Touches touches={listed} data={data} mayWrite={mayWrite} topics={topics} />}
        </>
      )}
      {adding && <TouchPanel record={record} id={id} topics={topics} onClose={() => setAdding(false)} />}
    </section>
  );
}

const all = "all";
const nobody = "nobody";

type OpenerProps = { label: string; shows: boolean; onToggle: () => void; children: string };

function Opener({ label, shows, onToggle, children }: OpenerProps) {
  return (
    <button
      type="button"
      className="link"
      aria-expanded={shows}
      aria-label={`${children}: ${label}`}
      onClick={onToggle}
    >
      {children}
    </button>
  );
}

/** Every touch at its place between the first and the last: round by a person, square by none. */
function TimeLine({ touches, span }: { touches: readonly Touch[]; span: Seen["span"] }) {
  const { t, formatDate } = useWords();
  if (!span) return null;
  const times = touches.map(({ at }) => Temporal.Instant.from(at).epochMilliseconds);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const place = (time: number) => (last === first ? 50 : ((time - first) / (last - first)) * 100);
  const ends = { from: formatDate(span.from, "short"), to: formatDate(span.to, "short") };
  return (
    <>
      <div className="effort-line" role="img" aria-label={t("leads.effort.line", ends)}>
        {touches.map((touch, at) => (
          <i key={touch.id} className={touch.personId ? "" : "square"} style={{ left: `${place(times[at]!)}%` }} />
        ))}
      </div>
      <div className="effort-ends xs ink2">
        <span>{ends.from}</span>
        {span.to !== span.from && <span>{ends.to}</span>}
      </div>
    </>
  );
}

type TouchesProps = { touches: readonly Touch[]; data: Seen; mayWrite: boolean; topics: readonly string[] };

function Touches({ touches, data, mayWrite, topics }: TouchesProps) {
  const { t, formatMoney } = useWords();
  const { send } = useWrite(deleteTouchRoute, { touches: [...topics, "leads"] });
  return (
    <ul aria-label={t("leads.effort.list")}>
      {touches.map((touch) => (
        <li key={touch.id}>
          <span className="grow cut">
            <strong>{t(`leads.touch.${touch.kind}`)}</strong>{" "}
            <span className="ink2">{touch.note ?? touch.campaign}</span>
          </span>
          {data.seesCost && touch.costMinor !== null && (
            <span className="num">{formatMoney(touch.costMinor, data.currency)}</span>
          )}
          <When at={touch.at} />
          {mayWrite && touch.activityId === null && touch.kind !== "form" && (
            <Button
              quiet
              small
              icon="x"
              name={t("leads.effort.remove")}
              onClick={() => void send({ params: { id: touch.id as never } })}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

type TouchPanelProps = { record: Props["record"]; id: string; topics: readonly string[]; onClose: () => void };

function TouchPanel({ record, id, topics, onClose }: TouchPanelProps) {
  const { t } = useWords();
  const { workspace } = useSession();
  const { send, sending } = useWrite(addTouchRoute, { touches: [...topics, "leads"] });
  const [kind, setKind] = useState<(typeof touchKinds)[number]>("research");
  const [minutes, setMinutes] = useState<number | null>(null);
  const [costMinor, setCost] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const save = async () => {
    const on = record === "deal" ? { dealId: id as never } : { organizationId: id as never };
    if (!(await send({ body: { ...on, kind, minutes, costMinor, note: note.trim() || null } }))) return;
    toast.done(t("leads.said.saved"));
    onClose();
  };
  return (
    <Panel title={t("leads.effort.add")} save={t("leads.touch.save")} sending={sending} onSave={save} onClose={onClose}>
      <Select
        label={t("leads.touch.kind")}
        value={kind}
        onChange={setKind}
        choices={touchKinds.map((one) => ({ value: one, label: t(`leads.touch.${one}`) }))}
      />
      <TextInput label={t("leads.touch.note")} optional value={note} onChange={setNote} />
      <NumberInput label={t("leads.touch.minutes")} optional value={minutes} onChange={setMinutes} />
      <MoneyInput
        label={t("leads.touch.cost")}
        optional
        currency={workspace.currency}
        minor={costMinor}
        onChange={setCost}
      />
    </Panel>
  );
}
