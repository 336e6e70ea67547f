import { Readable } from "node:stream";
import { type Ask, answer, answerFile, FileSent } from "#platform/http/answer.ts";
import * as api from "../api.ts";
import { issueQuote, quoteToSend } from "./issueQuote.ts";
import { type ListedQuote, quotesOn, readQuoteSettings, saveQuoteSettings } from "./quoteStore.ts";
import { dealSeenBy } from "./seeDeal.ts";

const whoAsks = ({ actor, workspace }: Ask) => ({ ...actor, choices: workspace });

const shown = ({ totalMinor, currency, ...quote }: ListedQuote) => ({
  ...quote,
  total: { minor: totalMinor, currency },
});

/** What of the pipeline's answers is about quotes. */
export const quoteAnswers = [
  answer(api.quotesOfDealRoute, async (ask) => {
    await dealSeenBy(ask, ask.params.id);
    return (await quotesOn(ask.db, ask.params.id)).map(shown);
  }),
  answer(api.issueQuoteRoute, async (ask) => {
    const asked = { id: ask.params.id, ...ask.body };
    return shown(await ask.transact((tx) => issueQuote(tx, whoAsks(ask), asked, ask)));
  }),
  answerFile(api.quotePdfRoute, async (ask) => {
    const { number, pdf } = await quoteToSend(ask.db, whoAsks(ask), ask.params.id);
    return new FileSent(`${number}.pdf`, Readable.from([pdf]));
  }),
  answer(api.quoteSettingsRoute, ({ db }) => readQuoteSettings(db)),
  answer(api.changeQuoteSettingsRoute, async ({ transact, body }) => {
    await transact((tx) => saveQuoteSettings(tx, body));
    return body;
  }),
];
