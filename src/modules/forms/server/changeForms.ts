import { randomBytes } from "node:crypto";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { defined } from "#modules/contacts/server/public.ts";
import { readFields } from "#modules/fields/server/public.ts";
import { worksHere } from "#modules/people/server/public.ts";
import { readCampaigns, readSources } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { checkForm, type Form, type FormContent, type FormId, ownFields } from "../form.ts";
import { letIn } from "./letIn.ts";
import { insertForm, lockForm, lockHeld, markDropped, saveForm } from "./store.ts";

export async function addForm(tx: Tx, asked: FormContent, now: Instant): Promise<FormId> {
  await check(tx, asked);
  touched(tx, "forms");
  return insertForm(tx, asked, randomBytes(16).toString("base64url"), now);
}

type Change = { [Field in keyof (FormContent & Pick<Form, "archived">)]?: Form[Field] | undefined };

export async function changeForm(
  tx: Tx,
  { id, version, fields }: { id: FormId; version: number | undefined; fields: Change },
  now: Instant,
): Promise<void> {
  const was = await lockForm(tx, id);
  if (!was) throw new Refusal("forms.no_such_form", 404);
  if (version !== undefined && version !== was.version) throw new Refusal("http.stale", 412, { version: was.version });
  const form: Form = { ...was, ...defined(fields) };
  if (!form.archived) await check(tx, form);
  await saveForm(tx, form, now);
  touched(tx, "forms");
}

/** Fields that a visitor can fill in; what names a record of ours can't be asked of them. */
const askable = new Set(["text", "long_text", "number", "date", "choice", "yes_no"]);

async function check(tx: Tx, form: FormContent): Promise<void> {
  checkForm(form);
  const custom = (await readFields(tx, "deal")).filter(({ archived, type }) => !archived && askable.has(type));
  const known = new Set<string>([...ownFields, ...custom.map(({ key }) => `custom.${key}`)]);
  const unknown = form.fields.findIndex(({ key }) => !known.has(key));
  if (unknown >= 0) throw refuseField("forms.no_such_field", `/fields/${unknown}/key`);
  const people = form.receiver.to === "person" ? [form.receiver.personId] : [];
  const round = form.receiver.to === "round" ? form.receiver.people : [];
  for (const person of [...people, ...round])
    if (!(await worksHere(tx, person))) throw refuseField("pipeline.no_such_owner", "/receiver");
  if (form.sourceId && !(await readSources(tx)).some(({ id }) => id === form.sourceId))
    throw refuseField("pipeline.no_such_source", "/sourceId");
  if (form.campaignId && !(await readCampaigns(tx)).some(({ id }) => id === form.campaignId))
    throw refuseField("pipeline.no_such_campaign", "/campaignId");
}

export async function letInHeld(tx: Tx, id: string): Promise<string> {
  const held = await lockHeld(tx, id);
  const form = held && (await lockForm(tx, held.formId));
  if (!held?.written || !form) throw new Refusal("forms.no_such_submission", 404);
  return letIn(tx, form, { ...held, written: held.written });
}

export async function dropHeld(tx: Tx, id: string, now: Instant): Promise<void> {
  if (!(await lockHeld(tx, id))) throw new Refusal("forms.no_such_submission", 404);
  await markDropped(tx, id, now);
  touched(tx, "forms");
}
