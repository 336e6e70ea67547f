import { z } from "zod";
import { type Instant, instant } from "#lib/time.ts";
import { readFields } from "#modules/fields/server/public.ts";
import type { WebTouch } from "#modules/pipeline/lead.ts";
import type { Page, PageAnswer, PageAsk } from "#platform/http/pages.ts";
import type { Settings } from "#platform/settings.ts";
import { readWorkspace } from "#platform/workspace.ts";
import { type Form, type FormLanguage, faultsIn, isWebPage, type Written } from "../form.ts";
import { embedScript, formPage, formScript, formStyle, gonePage, thanksPage } from "./formPage.ts";
import { sendForm } from "./sendForm.ts";
import { newStamp } from "./stamp.ts";
import { formByToken } from "./store.ts";

type Around = { origin: () => string; settings: Settings };

/** `/f/<token>` is the form, `/f/<token>.js` the one line that embeds it. */
export function visitorPages(around: Around): Page[] {
  return [
    { method: "GET", path: "/f/:file", answer: (ask) => show(around, ask) },
    { method: "POST", path: "/f/:file", answer: (ask) => take(around, ask) },
  ];
}

async function show({ origin }: Around, ask: PageAsk): Promise<PageAnswer> {
  const { file = "" } = ask.params;
  if (file === "form.css") return { type: "text/css", body: formStyle };
  if (file === "form.js") return { type: "text/javascript", body: formScript };
  const isScript = file.endsWith(".js");
  const form = await formByToken(ask.ground.db, isScript ? file.slice(0, -3) : file);
  if (isScript)
    return {
      ...{ type: "text/javascript", forAnyOrigin: true, status: form ? 200 : 404 },
      body: form ? embedScript(origin(), form.token, form.title) : "",
    };
  if (!form) return gone(ask);
  const stamp = await newStamp(ask.ground.db, form.id, ask.now);
  const came = cameBy(ask, origin());
  return { ...(await drawn(ask, form, { written: {}, hidden: { stamp, ...came } })), ...remembering(ask, form, came) };
}

async function take({ origin, settings }: Around, ask: PageAsk): Promise<PageAnswer> {
  const form = await formByToken(ask.ground.db, ask.params.file ?? "");
  if (!form) return gone(ask);
  const written = writtenIn(form, ask.fields);
  const { stamp = "", website2: trap = "" } = ask.fields;
  const came = Object.fromEntries(cameKeys.flatMap((key) => (ask.fields[key] ? [[key, ask.fields[key]]] : [])));
  const faults = faultsIn(form.fields, written);
  if (faults.length > 0)
    return { ...(await drawn(ask, form, { written, faults, hidden: { stamp, ...came } })), status: 422 };
  await sendForm(ask.ground, settings.formLimits, form, {
    ...{ written, stamp, trap, from: ask.from, now: ask.now },
    firstTouch: form.keepsFirst ? firstIn(ask.cookies[cookieOf(form)]) : null,
    lastTouch: touchOf(came, ask.now) ?? { at: ask.now, url: `${origin()}/f/${form.token}` },
  });
  const framedBy = framesOf(form);
  if (form.redirectTo)
    return { type: "text/html", body: "", redirect: form.redirectTo, framedBy, leadsTo: form.redirectTo };
  const company = (await readWorkspace(ask.ground.db))?.name ?? "";
  return { type: "text/html", body: thanksPage({ form, company, embedded: isEmbedded(ask) }), framedBy };
}

type Drawing = { written: Written; faults?: ReturnType<typeof faultsIn>; hidden: Record<string, string> };

async function drawn(ask: PageAsk, form: Form, { written, faults = [], hidden }: Drawing): Promise<PageAnswer> {
  const company = (await readWorkspace(ask.ground.db))?.name ?? "";
  const custom = await readFields(ask.ground.db, "deal");
  const body = formPage({ form, company, custom, written, faults, hidden, embedded: isEmbedded(ask) });
  return {
    type: "text/html",
    body,
    framedBy: framesOf(form),
    ...(form.redirectTo ? { leadsTo: form.redirectTo } : {}),
  };
}

/** An archived form, and one that never was, are the same to a visitor. */
async function gone({ ground }: PageAsk): Promise<PageAnswer> {
  const locale = (await readWorkspace(ground.db))?.locale;
  const language: FormLanguage = locale === "ja" ? "ja" : "en";
  return { type: "text/html", status: 404, body: gonePage(language) };
}

const isEmbedded = ({ query }: PageAsk) => query.in === "1";
const framesOf = ({ sites }: Form) => (sites.length > 0 ? sites : ["http:", "https:"]);

function writtenIn(form: Form, fields: Readonly<Record<string, string>>): Written {
  return Object.fromEntries(form.fields.flatMap(({ key }) => (fields[key]?.trim() ? [[key, fields[key].trim()]] : [])));
}

const utmKeys = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;
const cameKeys = [...utmKeys, "ref", "page"] as const;

/** How the visitor came, as the address and the browser say: carried by the form itself, so that no cookie is needed. */
function cameBy({ query, referrer }: PageAsk, origin: string): Record<string, string> {
  const own = referrer?.startsWith(origin) ? null : referrer;
  const found = { ...query, ...(query.ref || !own ? {} : { ref: own }) };
  return Object.fromEntries(
    cameKeys.flatMap((key) => {
      const value = found[key as keyof typeof found];
      return typeof value === "string" && value !== "" ? [[key, value.slice(0, 500)]] : [];
    }),
  );
}

function touchOf(came: Readonly<Record<string, string>>, at: Instant): WebTouch | null {
  if (Object.keys(came).length === 0) return null;
  const utm = Object.fromEntries(
    utmKeys.flatMap((key) => (came[key] ? [[key.slice("utm_".length), came[key].slice(0, 200)]] : [])),
  );
  return {
    at,
    ...(came.page && isWebPage(came.page) ? { url: came.page } : {}),
    ...(came.ref && isWebPage(came.ref) ? { referrer: came.ref } : {}),
    ...(Object.keys(utm).length > 0 ? { utm } : {}),
  };
}

const cookieOf = ({ id }: Pick<Form, "id">) => `clinch_first_${id.replaceAll("-", "")}`;

/** On the form's own page, and only where the form says so: where the visitor first came from, for a quarter of a year. */
function remembering(ask: PageAsk, form: Form, came: Record<string, string>): { cookie?: string } {
  const isKnown = ask.cookies[cookieOf(form)] !== undefined;
  const touch = touchOf(came, ask.now);
  if (!form.keepsFirst || !ask.alone || isEmbedded(ask) || isKnown || !touch) return {};
  const value = Buffer.from(JSON.stringify(touch)).toString("base64url");
  return { cookie: `${cookieOf(form)}=${value}; Path=/f/; Max-Age=7776000; HttpOnly; SameSite=Lax` };
}

const text = z.string().max(500);
const remembered = z.object({
  at: z.iso.datetime(),
  url: text.refine(isWebPage).optional(),
  referrer: text.refine(isWebPage).optional(),
  utm: z.partialRecord(z.enum(["source", "medium", "campaign", "term", "content"]), text).optional(),
});

function firstIn(cookie: string | undefined): WebTouch | null {
  if (cookie === undefined) return null;
  try {
    const { at, url, referrer, utm } = remembered.parse(JSON.parse(Buffer.from(cookie, "base64url").toString("utf8")));
    return {
      at: instant(at),
      ...(url ? { url } : {}),
      ...(referrer ? { referrer } : {}),
      ...(utm ? { utm: Object.fromEntries(Object.entries(utm)) } : {}),
    };
  } catch {
    return null; // a visitor may have written what they like there
  }
}
