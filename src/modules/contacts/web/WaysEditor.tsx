import { type ReactNode, useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";
import type { Address, Ways } from "../ways.ts";
import { useLabelText, usualLabels } from "./useLabelText.ts";

type Props = { ways: Ways; save: (ways: Ways) => Promise<boolean>; onClose: () => void };
type Drafts = {
  emails: Row<Ways["emails"][number]>[];
  phones: Row<Ways["phones"][number]>[];
  addresses: Row<Address>[];
  links: Row<Ways["links"][number]>[];
};
type Row<One> = One & { row: number };

const blankAddress: Address = { label: null, street: "", city: "", region: "", postcode: "", country: "" };
let rows = 0;
const numbered = <One,>(one: One): Row<One> => ({ ...one, row: rows++ });

/** The rows of all lists at once; the first of each is the primary. What is left blank is not kept. */
export function WaysEditor({ ways, save, onClose }: Props) {
  const { t } = useWords();
  const [drafts, setDrafts] = useState<Drafts>(() => ({
    emails: ways.emails.map(({ address, label }) => numbered({ address, label })),
    phones: ways.phones.map(({ number, label }) => numbered({ number, label })),
    addresses: ways.addresses.map((one) => numbered(addressOnly(one))),
    links: ways.links.map(({ kind, url }) => numbered({ kind, url })),
  }));
  const [sending, setSending] = useState(false);
  const change = (part: Partial<Drafts>) => setDrafts((old) => ({ ...old, ...part }));
  const handleSave = async () => {
    setSending(true);
    const isSaved = await save(waysOf(drafts));
    setSending(false);
    if (isSaved) onClose();
  };
  const { emails, phones, addresses, links } = drafts;
  return (
    <form
      className="form reach-edit"
      onSubmit={(event) => {
        event.preventDefault();
        void handleSave();
      }}
    >
      <Lines
        head={t("contacts.emails")}
        all={emails}
        blank={{ address: "", label: "work" }}
        onChange={(all) => change({ emails: all })}
      >
        {(one, set) => (
          <>
            <TextInput
              label={t("contacts.field.email")}
              bareLabel
              type="email"
              maxLength={254}
              value={one.address}
              onChange={(address) => set({ ...one, address })}
            />
            <LabelSelect value={one.label} onChange={(label) => set({ ...one, label })} />
          </>
        )}
      </Lines>
      <Lines
        head={t("contacts.phones")}
        all={phones}
        blank={{ number: "", label: "work" }}
        onChange={(all) => change({ phones: all })}
      >
        {(one, set) => (
          <>
            <TextInput
              label={t("contacts.field.phone")}
              bareLabel
              type="tel"
              maxLength={100}
              value={one.number}
              onChange={(number) => set({ ...one, number })}
            />
            <LabelSelect value={one.label} onChange={(label) => set({ ...one, label })} />
          </>
        )}
      </Lines>
      <Lines
        head={t("contacts.addresses")}
        all={addresses}
        blank={blankAddress}
        onChange={(all) => change({ addresses: all })}
      >
        {(one, set) => (
          <div className="form grow">
            {(["postcode", "region", "city", "street", "country"] as const).map((field) => (
              <TextInput
                key={field}
                label={t(`contacts.address.${field}`)}
                maxLength={300}
                value={one[field] ?? ""}
                onChange={(text) => set({ ...one, [field]: text })}
              />
            ))}
          </div>
        )}
      </Lines>
      <Lines
        head={t("contacts.links")}
        all={links}
        blank={{ kind: "LinkedIn", url: "" }}
        onChange={(all) => change({ links: all })}
      >
        {(one, set) => (
          <>
            <TextInput
              label={t("contacts.link_kind")}
              bareLabel
              maxLength={40}
              value={one.kind}
              onChange={(kind) => set({ ...one, kind })}
            />
            <TextInput
              label={t("contacts.link_url")}
              bareLabel
              type="url"
              maxLength={2000}
              placeholder="https://"
              value={one.url}
              onChange={(url) => set({ ...one, url })}
            />
          </>
        )}
      </Lines>
      <div className="row">
        <Button primary small type="submit" disabled={sending}>
          {t("ui.part.save")}
        </Button>
        <Button small onClick={onClose}>
          {t("ui.part.cancel")}
        </Button>
      </div>
    </form>
  );
}

type LinesProps<One> = {
  head: string;
  all: readonly Row<One>[];
  blank: One;
  onChange: (all: Row<One>[]) => void;
  children: (one: Row<One>, set: (one: Row<One>) => void) => ReactNode;
};

function Lines<One>({ head, all, blank, onChange, children }: LinesProps<One>) {
  const { t } = useWords();
  return (
    <fieldset>
      <legend className="lbl">{head}</legend>
      {all.map((one, at) => (
        <div className="reach-row" key={one.row}>
          {children(one, (next) => onChange(all.map((other) => (other.row === one.row ? next : other))))}
          <Button
            quiet
            small
            icon="x"
            name={t("contacts.remove_row", { what: head, number: at + 1 })}
            onClick={() => onChange(all.filter((other) => other.row !== one.row))}
          />
        </div>
      ))}
      <Button
        quiet
        small
        icon="plus"
        name={t("contacts.add_row", { what: head })}
        onClick={() => onChange([...all, numbered(blank)])}
      >
        {t("contacts.add")}
      </Button>
    </fieldset>
  );
}

function LabelSelect({ value, onChange }: { value: string | null; onChange: (label: string | null) => void }) {
  const { t } = useWords();
  const say = useLabelText();
  const known = Object.keys(usualLabels);
  const all = value && !known.includes(value) ? [...known, value] : known;
  return (
    <Select
      label={t("contacts.label_name")}
      bareLabel
      choices={[
        { value: "none", label: t("contacts.label.none") },
        ...all.map((one) => ({ value: one, label: say(one) })),
      ]}
      value={value ?? "none"}
      onChange={(label) => onChange(label === "none" ? null : label)}
    />
  );
}

function addressOnly({ label, street, city, region, postcode, country }: Address): Address {
  return { label, street, city, region, postcode, country };
}

function waysOf({ emails, phones, addresses, links }: Drafts): Ways {
  const filled = (text: string | null) => text?.trim() || null;
  return {
    emails: emails.flatMap(({ address, label }) => (filled(address) ? [{ address: address.trim(), label }] : [])),
    phones: phones.flatMap(({ number, label }) => (filled(number) ? [{ number: number.trim(), label }] : [])),
    addresses: addresses
      .map(({ label, street, city, region, postcode, country }) => ({
        ...{ label, street: filled(street), city: filled(city), region: filled(region) },
        ...{ postcode: filled(postcode), country: filled(country) },
      }))
      .filter(({ label: _label, ...rest }) => Object.values(rest).some(Boolean)),
    links: links.flatMap(({ kind, url }) => (filled(url) ? [{ kind: kind.trim() || "Web", url: url.trim() }] : [])),
  };
}
