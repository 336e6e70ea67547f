import "./forecast.css";
import { useState } from "react";
import { useOwners } from "#modules/people/web/public.tsx";
import type { SeenDeal } from "#modules/pipeline/web/public.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Select, TextArea } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { askHelpRoute, helpRoute } from "../api.ts";
import { HelpAnswer } from "./HelpAnswer.tsx";

/** At a deal's side: what help was asked for, and asking for it. The next meeting sees it. */
export default function DealHelp({ deal }: { deal: SeenDeal }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const { data } = useRead(helpRoute, { params: { id: deal.id } }, { topics: ["help"] });
  const isOpen = data?.some(({ answeredAt }) => answeredAt === null) ?? true;
  const mayAsk = deal.mayWrite && deal.status === "open" && !isOpen;
  if (!data || (data.length === 0 && !mayAsk)) return null;
  return (
    <section>
      <h2>
        {t("forecast.help.title")}
        {mayAsk && !asking && (
          <Button quiet small icon="hand" onClick={() => setAsking(true)}>
            {t("forecast.help.ask")}
          </Button>
        )}
      </h2>
      {asking && <AskForm deal={deal} onClose={() => setAsking(false)} />}
      {data.length === 0 && !asking && <p className="s ink2">{t("forecast.help.none")}</p>}
      <ul>
        {data.map((help) => (
          <li key={help.id} className="help-side">
            <HelpAnswer help={help} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AskForm({ deal, onClose }: { deal: SeenDeal; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const people = useOwners();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const { send, sending, mayWrite, refusal } = useWrite(askHelpRoute, {
    touches: ["help", `deal:${deal.id}`],
    onRefused: () => true,
  });
  const save = async () => {
    const body = { words: typed, askedId: asked === "" ? null : (asked as never) };
    if (await send({ params: { id: deal.id }, body })) onClose();
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextArea
        label={t("forecast.help.what")}
        value={typed}
        maxLength={2000}
        onChange={setTyped}
        error={faultAt(words, refusal, "/words")}
      />
      <Select
        label={t("forecast.help.whom")}
        choices={[
          { value: "", label: t("forecast.help.anyone") },
          ...people.map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
        value={asked}
        onChange={setAsked}
        error={faultAt(words, refusal, "/askedId")}
      />
      <span className="row">
        <Button small primary type="submit" disabled={sending || !mayWrite || typed.trim() === ""}>
          {t("forecast.help.ask")}
        </Button>
        <Button small onClick={onClose}>
          {t("ui.part.cancel")}
        </Button>
      </span>
    </form>
  );
}
