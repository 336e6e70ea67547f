import { useEffect, useRef } from "react";
import { useWords } from "#ui/words.tsx";
import type { LeadShape } from "../api.ts";
import { Clock, Score } from "./Clock.tsx";
import { reasonText } from "./reasonText.ts";

type Props = { lead: LeadShape; current: boolean; onChoose: () => void };

/** One lead of a queue: how good it is and why, who it is, and how long there still is. */
export function LeadRow({ lead, current, onChoose }: Props) {
  const words = useWords();
  const { t } = words;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const beside = [lead.contact ? lead.organization : null, lead.source].filter((one) => one !== null);
  return (
    <li>
      <button ref={button} type="button" className="lead-row" aria-current={current || undefined} onClick={onChoose}>
        <Score score={lead.score} />
        <span className="grow">
          <span className="row s">
            <strong className="nw">{lead.contact ?? lead.name}</strong>
            {beside.map((one, at) => (
              <span key={one} className={at === beside.length - 1 && lead.source ? "ink2 cut" : "cut"}>
                {one}
              </span>
            ))}
          </span>
          <span className="why num">
            {lead.state === "returned" && lead.reason && (
              <span className="chip cut">
                {t("leads.state.returned")}: {lead.reason}
              </span>
            )}
            {lead.scoreReasons.slice(0, 3).map((reason) => (
              <span className="chip" key={reason.ruleId}>
                {reasonText(words, reason)} <b>{signed(reason.points)}</b>
              </span>
            ))}
          </span>
        </span>
        <Clock lead={lead} />
      </button>
    </li>
  );
}

/** With its sign, as points are said everywhere. */
export function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`;
}
