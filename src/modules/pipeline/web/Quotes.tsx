import { useState } from "react";
import { addDays } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select, TextArea } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { issueQuoteRoute, quoteSettingsRoute, quotesOfDealRoute } from "../api.ts";
import { type QuoteLanguage, quoteLanguages } from "../quote.ts";
import type { SeenDeal } from "./slots.ts";

/** What the customer was offered, as it was issued; and the way to issue the next. */
export function Quotes({ deal }: { deal: SeenDeal }) {
  const { t, formatDate, formatMoney } = useWords();
  const { today } = useNow();
  const [making, setMaking] = useState(false);
  const { data } = useRead(quotesOfDealRoute, { params: { id: deal.id } }, { topics: [`deal:${deal.id}`] });
  const hasLines = deal.lines.length > 0;
  return (
    <section>
      <h2>{t("pipeline.quotes.title")}</h2>
      <ul className="files num">
        {data?.map(({ id, number, total, validUntil }) => (
          <li key={id}>
            <Icon name="note" small />
            <a className="grow" href={`/api/quotes/${id}/pdf`} download>
              <span className="link">{number}</span>
              <span className="xs ink2 block">
                {t(validUntil < today ? "pipeline.quotes.expired" : "pipeline.quotes.until", {
                  day: formatDate(validUntil, "short"),
                })}
              </span>
            </a>
            <span className="ink3 nw">{formatMoney(total.minor, total.currency)}</span>
          </li>
        ))}
      </ul>
      {data?.length === 0 && (
        <p className="s ink2">{t(hasLines ? "pipeline.quotes.none" : "pipeline.quotes.needs_lines")}</p>
      )}
      {deal.mayWrite && hasLines && (
        <Button quiet small icon="plus" onClick={() => setMaking(true)}>
          {t("pipeline.quotes.make")}
        </Button>
      )}
      {making && <QuoteDialog deal={deal} onClose={() => setMaking(false)} />}
    </section>
  );
}

function QuoteDialog({ deal, onClose }: { deal: SeenDeal; onClose: () => void }) {
  const { data } = useRead(quoteSettingsRoute, {}, { topics: ["pipelines"] });
  return data ? <QuoteForm deal={deal} settings={data} onClose={onClose} /> : null;
}

type FormProps = { deal: SeenDeal; settings: { terms: string; validDays: number }; onClose: () => void };

function QuoteForm({ deal, settings, onClose }: FormProps) {
  const words = useWords();
  const { t } = words;
  const { today } = useNow();
  const first = quoteLanguages.find((one) => one === words.locale) ?? "en";
  const [language, setLanguage] = useState<QuoteLanguage>(first);
  const [validUntil, setValid] = useState<string | null>(addDays(today, settings.validDays));
  const [contactId, setContact] = useState<string>(deal.contacts[0]?.contactId ?? "");
  const [terms, setTerms] = useState(settings.terms);
  const { send, sending, mayWrite, refusal } = useWrite(issueQuoteRoute, {
    touches: [`deal:${deal.id}`],
    onRefused: (error) => faultAt(words, error, "/validUntil") !== undefined,
  });
  const save = async () => {
    if (!validUntil) return;
    const body = { language, validUntil, terms, contactId: contactId === "" ? null : (contactId as never) };
    const quote = await send({ params: { id: deal.id }, body });
    if (!quote) return;
    toast.done(t("pipeline.quotes.issued", { number: quote.number }));
    onClose();
  };
  return (
    <Dialog
      title={t("pipeline.quotes.make")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary disabled={sending || !mayWrite || !validUntil} onClick={() => void save()}>
            {t("pipeline.quotes.issue")}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="pair">
          <Select
            label={t("pipeline.quotes.language")}
            choices={[
              { value: "en", label: "English" },
              { value: "ja", label: "日本語" },
            ]}
            value={language}
            onChange={setLanguage}
          />
          <DateInput
            label={t("pipeline.quote.valid_until")}
            value={validUntil}
            onChange={setValid}
            error={faultAt(words, refusal, "/validUntil")}
          />
        </div>
        <Select
          label={t("pipeline.quotes.person")}
          choices={[
            { value: "", label: t("pipeline.quotes.nobody") },
            ...deal.contacts.map((one) => ({ value: one.contactId as string, label: one.name })),
          ]}
          value={contactId}
          onChange={setContact}
        />
        <TextArea label={t("pipeline.quotes.terms")} rows={5} maxLength={5000} value={terms} onChange={setTerms} />
      </form>
    </Dialog>
  );
}
