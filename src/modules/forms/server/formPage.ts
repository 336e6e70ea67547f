// The page of a form, as HTML: what a visitor sees without any script.
import type { Field } from "#modules/fields/field.ts";
import type { Fault, Form, FormField, FormLanguage, Written } from "../form.ts";
import en from "../words/en.json" with { type: "json" };
import ja from "../words/ja.json" with { type: "json" };

const words: Record<FormLanguage, typeof en> = { en, ja };
type Key = keyof typeof en;

/** A sentence to a visitor, in the form's language. */
export function say(language: FormLanguage, key: Key): string {
  return words[language][key];
}

export type Shown = {
  form: Form;
  company: string;
  /** Of the workspace's own fields those that the form asks. */
  custom: readonly Field[];
  written: Written;
  faults: readonly Fault[];
  /** Hidden fields: the stamp, and where the visitor came from. */
  hidden: Readonly<Record<string, string>>;
  embedded: boolean;
};

export function formPage(shown: Shown): string {
  const { form, faults, hidden, embedded } = shown;
  const t = (key: Key) => escaped(say(form.language, key));
  const fields = form.fields.map((field) => fieldHtml(shown, field)).join("\n");
  const carried = Object.entries(hidden)
    .map(([key, value]) => `<input type="hidden" name="${escaped(key)}" value="${escaped(value)}">`)
    .join("\n");
  return page(
    shown,
    `
<h1>${escaped(form.title)}</h1>
${form.lead ? `<p class="lead">${lines(form.lead)}</p>` : ""}
${faults.length > 0 ? `<p class="wrong" role="alert" id="faults">${t("public.check")}</p>` : ""}
<form method="post" action="/f/${form.token}${embedded ? "?in=1" : ""}" novalidate>
${carried}
${fields}
<div class="far" aria-hidden="true"><label for="website2">${t("public.leave_empty")}</label><input id="website2" name="website2" tabindex="-1" autocomplete="off"></div>
<p class="ink2 s">${t("public.required_hint")}</p>
<button type="submit">${form.button ? escaped(form.button) : t("public.send")}</button>
</form>`,
  );
}

export function thanksPage(shown: Pick<Shown, "form" | "company" | "embedded">): string {
  const { form } = shown;
  const text = form.thanks ?? say(form.language, "public.thanks");
  return page(
    shown,
    `<div class="thanks" role="status"><h1>${escaped(say(form.language, "public.thanks_title"))}</h1><p>${lines(text)}</p></div>`,
  );
}

export function gonePage(language: FormLanguage): string {
  const t = (key: Key) => escaped(say(language, key));
  return document(
    language,
    t("public.gone_title"),
    `<h1>${t("public.gone_title")}</h1><p>${t("public.gone")}</p>`,
    false,
  );
}

const autocomplete: Record<string, string> = {
  ...{ name: "name", email: "email", phone: "tel", company: "organization" },
};
const inputTypes: Record<string, string> = { email: "email", phone: "tel", date: "date", number: "number" };

function fieldHtml({ form, custom, written, faults }: Shown, { key, label, required }: FormField): string {
  const own = custom.find((one) => `custom.${one.key}` === key);
  const id = `f_${key.replace(/[^a-z0-9]/gi, "_")}`;
  const fault = faults.find((one) => one.key === key);
  const shownLabel = escaped(label ?? own?.label ?? say(form.language, `public.field.${key}` as Key) ?? key);
  const described = fault ? ` aria-describedby="${id}_fault" aria-invalid="true"` : "";
  const common = `id="${id}" name="${escaped(key)}"${required ? ' required aria-required="true"' : ""}${described}`;
  const mark = required ? `<span class="req" aria-hidden="true"> *</span>` : "";
  const value = written[key] ?? "";
  const said = fault
    ? `<p class="msg" id="${id}_fault">${escaped(say(form.language, `public.fault.${fault.code}`))}</p>`
    : "";
  if (own?.type === "yes_no")
    return `<div class="field check"><input type="checkbox" ${common} value="yes"${value ? " checked" : ""}><label for="${id}">${shownLabel}${mark}</label>${said}</div>`;
  return `<div class="field"><label for="${id}">${shownLabel}${mark}</label>${control(own, key, common, value)}${said}</div>`;
}

function control(own: Field | undefined, key: string, common: string, value: string): string {
  if (own?.type === "choice") {
    const options = own.choices
      .filter((choice) => !choice.archived)
      .map(
        ({ id, label }) =>
          `<option value="${escaped(id)}"${id === value ? " selected" : ""}>${escaped(label)}</option>`,
      );
    return `<select ${common}><option value=""></option>${options.join("")}</select>`;
  }
  if (key === "message" || own?.type === "long_text")
    return `<textarea ${common} rows="5" maxlength="10000">${escaped(value)}</textarea>`;
  const type = inputTypes[own?.type ?? key] ?? "text";
  const complete = autocomplete[key];
  return `<input type="${type}" ${common} value="${escaped(value)}" maxlength="500"${complete ? ` autocomplete="${complete}"` : ""}>`;
}

function page({ form, company, embedded }: Pick<Shown, "form" | "company" | "embedded">, body: string): string {
  const head = embedded ? "" : `<p class="company">${escaped(company)}</p>`;
  return document(form.language, escaped(form.title), head + body, embedded);
}

function document(language: FormLanguage, title: string, body: string, embedded: boolean): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/f/form.css">
<script src="/f/form.js" defer></script>
</head>
<body${embedded ? ' class="in"' : ""}><main>${body}</main></body>
</html>`;
}

export function escaped(text: string): string {
  const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

const lines = (text: string) => escaped(text).replaceAll("\n", "<br>");

export const formStyle = `
:root { color-scheme: light dark; --ink: #1a1d1e; --ink-2: #565d60; --line: #8a9093; --bg: #fff; --field: #fff; --accent: #0f766e; --on: #fff; --wrong: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ink: #edefef; --ink-2: #a9b0b2; --line: #7c8487; --bg: #16191a; --field: #1f2324; --accent: #5eead4; --on: #06302c; --wrong: #ff9d91; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/24px Inter, system-ui, "Hiragino Sans", "Noto Sans JP", sans-serif; color: var(--ink); background: var(--bg); }
main { max-width: 560px; margin: 0 auto; padding: 40px 20px; }
body.in main { padding: 4px; max-width: none; }
h1 { font-size: 24px; line-height: 32px; margin: 0 0 8px; }
.company { color: var(--ink-2); font-weight: 600; margin: 0 0 24px; }
.lead, .ink2 { color: var(--ink-2); } .s { font-size: 14px; line-height: 20px; }
.field { margin: 16px 0; } .field label { display: block; font-weight: 500; margin-bottom: 4px; }
.field.check { display: grid; grid-template-columns: 24px 1fr; align-items: center; gap: 8px; } .field.check label { margin: 0; }
input:not([type="checkbox"]), textarea, select { width: 100%; min-height: 44px; padding: 9px 12px; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--line); border-radius: 8px; }
input[type="checkbox"] { width: 24px; height: 24px; accent-color: var(--accent); margin: 0; }
textarea { resize: vertical; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[aria-invalid="true"] { border-color: var(--wrong) !important; border-width: 2px !important; }
.msg, .wrong { color: var(--wrong); margin: 4px 0 0; } .wrong { font-weight: 600; }
.req { color: var(--wrong); }
button { min-height: 44px; padding: 10px 24px; font: inherit; font-weight: 600; color: var(--on); background: var(--accent); border: 0; border-radius: 8px; cursor: pointer; }
button[disabled] { opacity: .6; cursor: default; }
.far { position: absolute; left: -10000px; width: 1px; height: 1px; overflow: hidden; }
`;

/** What scripts add to it: it is sent once, the first fault has the focus, and a page that shows it knows its height. */
export const formScript = `(() => {
  const form = document.querySelector("form");
  if (form) form.addEventListener("submit", () => { const b = form.querySelector("button"); setTimeout(() => { b.disabled = true; }); setTimeout(() => { b.disabled = false; }, 8000); });
  const wrong = document.querySelector('[aria-invalid="true"]');
  if (wrong) wrong.focus();
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ clinchForm: location.pathname, height: document.body.offsetHeight }, "*");
  tell();
  new ResizeObserver(tell).observe(document.body);
})();
`;

/** The one line on somebody's page becomes the form, where the line stands; the query of that page goes along. */
export function embedScript(origin: string, token: string, title: string): string {
  const here = JSON.stringify(`${origin}/f/${token}`);
  return `(() => {
  const me = document.currentScript;
  const asked = new URLSearchParams(location.search);
  const src = new URL(${here});
  src.searchParams.set("in", "1");
  for (const [key, value] of asked) if (key.startsWith("utm_")) src.searchParams.set(key, value.slice(0, 200));
  src.searchParams.set("page", location.origin + location.pathname);
  if (document.referrer) src.searchParams.set("ref", document.referrer.slice(0, 500));
  const frame = document.createElement("iframe");
  frame.src = src.href;
  frame.title = ${JSON.stringify(title).replaceAll("<", "\\u003c")};
  frame.style.cssText = "border:0;width:100%;height:600px";
  me.parentNode.insertBefore(frame, me);
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== src.origin) return;
    const height = Number(event.data && event.data.height);
    if (height > 0 && height < 20000) frame.style.height = Math.ceil(height) + "px";
  });
})();
`;
}
