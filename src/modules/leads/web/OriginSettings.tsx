import { type ReactNode, useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { DateInput, MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { Money } from "#ui/parts/When.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { addCampaignRoute, addSourceRoute, changeCampaignRoute, changeSourceRoute, type originsRoute } from "../api.ts";
import { settingsTopics } from "./settingsTopics.ts";

type Origins = Answered<typeof originsRoute>;

/** Where leads come from, and within how many minutes of working time each is answered. */
export function Sources({ sources }: { sources: Origins["sources"] }) {
  const words = useWords();
  const { t } = words;
  const changing = useWrite(changeSourceRoute, { touches: settingsTopics });
  const adding = useWrite(addSourceRoute, { touches: settingsTopics, onRefused: () => true });
  const [name, setName] = useState("");
  const [minutes, setMinutes] = useState<number | null>(240);
  const add = async () => {
    if (await adding.send({ body: { name, respondMinutes: minutes ?? 480 } })) setName("");
  };
  return (
    <Card className="lead-card" title={t("leads.settings.sources")}>
      <p className="ink2 s">{t("leads.settings.sources_hint")}</p>
      <p className="origin-row xs ink2" aria-hidden="true">
        <span />
        <span>{t("leads.settings.target")}</span>
      </p>
      <Kept all={sources} onArchive={(id) => void changing.send({ params: { id }, body: { archived: true } })}>
        {({ id, name: source, respondMinutes: kept }) => (
          <>
            <strong className="cut">{source}</strong>
            <NumberInput
              label={`${source}: ${t("leads.settings.target")}`}
              bareLabel
              value={kept}
              onChange={(respondMinutes) => {
                if (respondMinutes) void changing.send({ params: { id }, body: { respondMinutes } });
              }}
            />
          </>
        )}
      </Kept>
      <form
        className="origin-new"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextInput
          label={t("leads.settings.source")}
          value={name}
          onChange={setName}
          error={faultAt(words, adding.refusal, "/name")}
        />
        <NumberInput label={t("leads.settings.target")} value={minutes} onChange={setMinutes} />
        <Button type="submit" icon="plus" disabled={!name.trim()}>
          {t("leads.settings.add_source")}
        </Button>
      </form>
    </Card>
  );
}

export function Campaigns({ campaigns, sources, currency }: Origins) {
  const words = useWords();
  const { t, formatDate } = words;
  const changing = useWrite(changeCampaignRoute, { touches: settingsTopics });
  const { send, refusal } = useWrite(addCampaignRoute, { touches: settingsTopics, onRefused: () => true });
  const blank = { name: "", key: "", sourceId: "", fromOn: null as string | null, toOn: null as string | null };
  const [typed, setTyped] = useState(blank);
  const [costMinor, setCost] = useState<number | null>(null);
  const set = (part: Partial<typeof blank>) => setTyped((old) => ({ ...old, ...part }));
  const add = async () => {
    const { name, key, sourceId, fromOn, toOn } = typed;
    const body = { name, key: key || null, sourceId: (sourceId || null) as never, fromOn, toOn, costMinor };
    if (!(await send({ body }))) return;
    setTyped(blank);
    setCost(null);
  };
  return (
    <Card className="lead-card" title={t("leads.settings.campaigns")}>
      <p className="ink2 s">{t("leads.settings.campaigns_hint")}</p>
      <Kept all={campaigns} onArchive={(id) => void changing.send({ params: { id }, body: { archived: true } })}>
        {({ name, key, fromOn, costMinor: cost }) => (
          <>
            <span className="cut">
              <strong>{name}</strong> <span className="ink2">{key}</span>
              {fromOn && <span className="ink2 s"> · {formatDate(fromOn, "long")}</span>}
            </span>
            <span className="r num">{cost !== null && <Money value={{ minor: cost, currency }} />}</span>
          </>
        )}
      </Kept>
      <form
        className="origin-new wide"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextInput
          label={t("leads.settings.campaign")}
          value={typed.name}
          onChange={(name) => set({ name })}
          error={faultAt(words, refusal, "/name")}
        />
        <TextInput
          label={t("leads.settings.key")}
          value={typed.key}
          onChange={(key) => set({ key })}
          error={faultAt(words, refusal, "/key")}
        />
        <Select
          label={t("leads.settings.source")}
          empty={t("leads.new.none")}
          value={typed.sourceId}
          onChange={(sourceId) => set({ sourceId })}
          choices={sources.filter((one) => !one.archived).map(({ id, name }) => ({ value: id as string, label: name }))}
        />
        <DateInput label={t("leads.settings.from")} value={typed.fromOn} onChange={(fromOn) => set({ fromOn })} />
        <DateInput
          label={t("leads.settings.to")}
          value={typed.toOn}
          onChange={(toOn) => set({ toOn })}
          error={faultAt(words, refusal, "/toOn")}
        />
        <MoneyInput label={t("leads.settings.cost")} currency={currency} minor={costMinor} onChange={setCost} />
        <Button type="submit" icon="plus" disabled={!typed.name.trim()}>
          {t("leads.settings.add_campaign")}
        </Button>
      </form>
    </Card>
  );
}

type Archivable = { id: string; name: string; archived: boolean };
type KeptProps<One extends Archivable> = {
  all: readonly One[];
  onArchive: (id: One["id"]) => void;
  children: (one: One) => ReactNode;
};

/** Those still in use; an archived one stays on the leads that have it. */
function Kept<One extends Archivable>({ all, onArchive, children }: KeptProps<One>) {
  const { t } = useWords();
  return (
    <ul>
      {all
        .filter(({ archived }) => !archived)
        .map((one) => (
          <li key={one.id} className="origin-row">
            {children(one)}
            <Button
              quiet
              small
              icon="x"
              name={t("leads.settings.archive", { name: one.name })}
              onClick={() => onArchive(one.id)}
            />
          </li>
        ))}
    </ul>
  );
}
