import { useState } from "react";
import { Settings } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { TextArea, TextInput } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { currencyRatesRoute, removeCurrencyRateRoute, setCurrencyRatesRoute } from "../api.ts";
import { isRate, readRates } from "../rate.ts";

const touches = ["pipelines"];

/** What other currencies are worth, entered or pasted: nothing here is fetched. */
export default function CurrencySettings() {
  const { t, formatDate } = useWords();
  const { data, error, again } = useRead(currencyRatesRoute, {}, { topics: touches });
  const { send, mayWrite } = useWrite(removeCurrencyRateRoute, { touches });
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      {data && (
        <Card title={t("pipeline.rates.of", { currency: data.base })}>
          <p className="lead">{t("pipeline.rates.lead", { currency: data.base })}</p>
          {data.rates.length === 0 && <p className="lead">{t("pipeline.rates.none")}</p>}
          <ul>
            {data.rates.map(({ from, on, rate }) => (
              <li key={`${from} ${on}`} className="li num">
                <span className="grow">
                  <strong>{t("pipeline.rates.line", { from, rate, base: data.base })}</strong>{" "}
                  <span className="ink2">{t("pipeline.rates.since", { on: formatDate(on, "long") })}</span>
                </span>
                <Button
                  small
                  quiet
                  icon="x"
                  name={t("pipeline.rates.remove", { from, on: formatDate(on, "long") })}
                  disabled={!mayWrite}
                  onClick={() => void send({ params: { from, on } })}
                />
              </li>
            ))}
          </ul>
          <AddRate />
        </Card>
      )}
      {data && <PasteRates />}
    </Settings>
  );
}

function AddRate() {
  const words = useWords();
  const { t } = words;
  const { today } = useNow();
  const blank = { from: "", on: today as string | null, rate: "" };
  const [typed, setTyped] = useState(blank);
  const { send, sending, mayWrite, refusal } = useWrite(setCurrencyRatesRoute, {
    touches,
    onDone: () => setTyped(blank),
  });
  const { from, on, rate } = typed;
  return (
    <div className="card-body add-line">
      <TextInput
        label={t("pipeline.rates.currency")}
        value={from}
        maxLength={3}
        placeholder="EUR"
        onChange={(next) => setTyped({ ...typed, from: next.toUpperCase() })}
        error={faultAt(words, refusal, "/rates/0/from")}
      />
      <DateInput
        label={t("pipeline.rates.day")}
        value={on}
        max={today}
        onChange={(day) => setTyped({ ...typed, on: day })}
        error={faultAt(words, refusal, "/rates/0/on")}
      />
      <TextInput
        label={t("pipeline.rates.rate")}
        value={rate}
        inputMode="decimal"
        onChange={(next) => setTyped({ ...typed, rate: next })}
        error={rate && !isRate(rate) ? t("pipeline.rates.bad_rate") : faultAt(words, refusal, "/rates/0/rate")}
      />
      <Button
        disabled={!mayWrite || sending || from.length !== 3 || !on || !isRate(rate)}
        onClick={() => on && void send({ body: { rates: [{ from, on, rate }] } })}
      >
        {t("pipeline.settings.add")}
      </Button>
    </div>
  );
}

/** Many at once, as a bank or a sheet gives them; a line that can't be read is said before anything is sent. */
function PasteRates() {
  const { t } = useWords();
  const [text, setText] = useState("");
  const { rates, bad } = readRates(text);
  const { send, sending, mayWrite } = useWrite(setCurrencyRatesRoute, {
    touches,
    onDone: () => {
      setText("");
      toast.done(t("pipeline.settings.saved"));
    },
  });
  const faults = bad.slice(0, 5).map(({ line, why }) => t(`pipeline.rates.bad_line_${why}`, { line }));
  return (
    <Card title={t("pipeline.rates.paste")}>
      <div className="card-body">
        <TextArea
          label={t("pipeline.rates.lines")}
          hint={t("pipeline.rates.lines_hint")}
          value={text}
          rows={6}
          onChange={setText}
          error={faults.length > 0 ? faults.join(" ") : undefined}
        />
        <div className="row">
          <Button
            disabled={!mayWrite || sending || rates.length === 0 || bad.length > 0}
            onClick={() => void send({ body: { rates } })}
          >
            {t("pipeline.rates.enter", { count: rates.length })}
          </Button>
          <ButtonLink to="/import" icon="up">
            {t("pipeline.rates.from_file")}
          </ButtonLink>
        </div>
        <p className="ink2 s">{t("pipeline.rates.from_file_hint")}</p>
      </div>
    </Card>
  );
}
