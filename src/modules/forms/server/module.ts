import { addDays, startOfDay } from "#lib/time.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import { contactById } from "#modules/contacts/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { groundOf } from "#platform/ground.ts";
import { answer } from "#platform/http/answer.ts";
import { module, type Surroundings } from "#platform/module.ts";
import { theWorkspace } from "#platform/workspace.ts";
import * as api from "../api.ts";
import { addForm, changeForm, dropHeld, letInHeld } from "./changeForms.ts";
import { dropFrom, dropOld, formsExports, heldBack, heldFrom, readForms } from "./store.ts";
import { visitorPages } from "./visit.ts";

const done = { done: true } as const;
const keptDays = 30;

async function emailsOf(db: Reads, contact: string): Promise<string[]> {
  const emails = (await contactById(db, contact as ContactId))?.emails ?? [];
  return emails.map(({ address }) => address);
}

/** Web forms, their pages for visitors, and what of theirs is held back. */
export const forms = ({ origin, settings }: Surroundings) =>
  module({
    name: "forms",
    owns: ["forms", "form_submissions"],
    exports: formsExports,
    pages: visitorPages({ origin, settings }),
    keys: [
      {
        column: "form_submissions.deal_id",
        of: "deal",
        trash: "nothing: that something was sent is not the lead's",
        purge: "nothing: the key is let go of with the deal (on delete set null)",
      },
    ],
    onErase: async (tx, { kind, id }) => {
      if (kind === "contact") await dropFrom(tx, await emailsOf(tx, id), groundOf(tx).clock.now());
    },
    onAccess: async (db, { kind, id }) =>
      kind === "contact" ? { form_submissions: await heldFrom(db, await emailsOf(db, id)) } : {},
    nightly: [
      {
        name: "forms.drop_old",
        run: (ground) =>
          ground.transact(async (tx) => {
            const { zone } = await theWorkspace(tx);
            const before = startOfDay(addDays(ground.clock.today(zone), -keptDays), zone);
            await dropOld(tx, before, ground.clock.now());
          }),
      },
    ],
    answers: [
      answer(api.formsRoute, async ({ db }) => ({
        origin: origin(),
        forms: (await readForms(db)).map(({ turn: _turn, ...form }) => form),
      })),
      answer(api.addFormRoute, ({ transact, body, now }) =>
        transact(async (tx) => ({ id: await addForm(tx, body, now) })),
      ),
      answer(api.changeFormRoute, async ({ transact, params, body, ifMatch, now }) => {
        await transact((tx) => changeForm(tx, { id: params.id, version: ifMatch, fields: body }, now));
        return done;
      }),
      answer(api.heldRoute, async ({ db }) => ({
        held: (await heldBack(db)).map(({ id, formId, form, at, written, reasons }) => ({
          ...{ id, formId, form, at, reasons },
          written: written ?? {},
        })),
      })),
      answer(api.letInRoute, ({ transact, params }) =>
        transact(async (tx) => ({ leadId: await letInHeld(tx, params.id) })),
      ),
      answer(api.dropRoute, async ({ transact, params, now }) => {
        await transact((tx) => dropHeld(tx, params.id, now));
        return done;
      }),
    ],
  });
