import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { TextArea, TextInput } from "#ui/parts/Field.tsx";
import { NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { changeQuoteSettingsRoute, quoteSettingsRoute } from "../api.ts";

type Settings = Answered<typeof quoteSettingsRoute>;

/** Who offers, on which terms, and how quotes are numbered. */
export function QuoteSettings() {
  const { data } = useRead(quoteSettingsRoute, {}, { topics: ["pipelines"] });
  return data ? <Form was={data} /> : null;
}

function Form({ was }: { was: Settings }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(was);
  const { send, sending, mayWrite } = useWrite(changeQuoteSettingsRoute, { touches: ["pipelines"] });
  const set = (part: Partial<Settings>) => setTyped((old) => ({ ...old, ...part }));
  const save = async () => {
    if (await send({ body: typed })) toast.done(t("pipeline.quotes.saved"));
  };
  const area = (field: "seller" | "terms", maxLength: number) => (
    <TextArea
      label={t(`pipeline.quotes.${field}`)}
      rows={4}
      maxLength={maxLength}
      value={typed[field]}
      onChange={(value) => set({ [field]: value })}
    />
  );
  return (
    <Card title={t("pipeline.quotes.settings")}>
      <p className="lead">{t("pipeline.quotes.settings_lead")}</p>
      <form
        className="card-body form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="pair">
          <TextInput
            label={t("pipeline.quotes.prefix")}
            maxLength={20}
            value={typed.prefix}
            onChange={(prefix) => set({ prefix })}
          />
          <NumberInput
            label={t("pipeline.quotes.valid_days")}
            value={typed.validDays}
            onChange={(days) => set({ validDays: Math.min(365, Math.max(1, Math.round(days ?? 30))) })}
          />
        </div>
        {area("seller", 1000)}
        {area("terms", 5000)}
        <Button type="submit" disabled={sending || !mayWrite}>
          {t("pipeline.quotes.save")}
        </Button>
      </form>
    </Card>
  );
}
