import { addDays, startOfDay } from "#lib/time.ts";
import { answer } from "#platform/http/answer.ts";
import { module, type Surroundings } from "#platform/module.ts";
import { theWorkspace } from "#platform/workspace.ts";
import * as api from "../api.ts";
import { addForm, changeForm, dropHeld, letInHeld } from "./changeForms.ts";
import { dropOld, formsExports, heldBack, readForms } from "./store.ts";
import { visitorPages } from "./visit.ts";

const done = { done: true } as const;
const keptDays = 30;

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
