import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";
import type { Ways } from "../ways.ts";
import { useLabelText } from "./useLabelText.ts";
import { WaysEditor } from "./WaysEditor.tsx";
import "./contacts.css";

type ShownWays = Pick<Ways, "emails" | "links"> & {
  phones: readonly { number: string; label: string | null; e164: string | null; shown: string }[];
  addresses: readonly (Ways["addresses"][number] & { lines: string[] })[];
};
type Props = { ways: ShownWays; mayWrite: boolean; save: (ways: Ways) => Promise<boolean> };

/** Every e-mail, number, address and link of a record: one tap writes or calls. */
export function WaysSection({ ways, mayWrite, save }: Props) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { emails, phones, addresses, links } = ways;
  const isEmpty = emails.length + phones.length + addresses.length + links.length === 0;
  return (
    <section>
      <h2>
        {t("contacts.ways")}
        {mayWrite && !isOpen && (
          <Button quiet small onClick={() => setOpen(true)}>
            {t("contacts.ways_edit")}
          </Button>
        )}
      </h2>
      {isOpen && <WaysEditor ways={ways} save={save} onClose={() => setOpen(false)} />}
      {!isOpen && isEmpty && <p className="s ink2">{t("contacts.ways_none")}</p>}
      {!isOpen && !isEmpty && <WaysList ways={ways} />}
    </section>
  );
}

function WaysList({ ways: { emails, phones, addresses, links } }: { ways: ShownWays }) {
  const { t } = useWords();
  return (
    <ul className="reach">
      {emails.map((one, at) => (
        <li key={one.address}>
          <Icon name="mail" small />
          <a className="link cut" href={`mailto:${one.address}`}>
            {one.address}
          </a>
          <Label label={one.label} first={at === 0 && emails.length > 1} />
        </li>
      ))}
      {phones.map((one, at) => (
        <li key={one.number}>
          <Icon name="phone" small />
          {one.label === "fax" ? (
            <span className="cut num">{one.shown}</span>
          ) : (
            <a className="link cut num" href={`tel:${one.e164 ?? one.number}`}>
              {one.shown}
            </a>
          )}
          <Label label={one.label} first={at === 0 && phones.length > 1} />
        </li>
      ))}
      {addresses.map((one) => (
        <li key={one.lines.join("\n")}>
          <Icon name="flag" small />
          <address className="grow">
            {one.lines.map((line) => (
              <span className="block" key={line}>
                {line}
              </span>
            ))}
          </address>
          <Label label={one.label} first={false} />
        </li>
      ))}
      {links.map((one) => (
        <li key={one.url}>
          <Icon name="link" small />
          <a
            className="link cut"
            href={one.url}
            target="_blank"
            rel="noreferrer noopener"
            aria-label={t("contacts.link_to", { kind: one.kind })}
          >
            {one.kind}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Label({ label, first }: { label: string | null; first: boolean }) {
  const { t } = useWords();
  const say = useLabelText();
  return (
    <span className="row">
      {label && <Chip>{say(label)}</Chip>}
      {first && <span className="xs ink2">{t("contacts.primary")}</span>}
    </span>
  );
}
