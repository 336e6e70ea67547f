import type { Ask } from "#platform/http/answer.ts";
import { type Answer, answer } from "#platform/http/answer.ts";
import * as api from "../comingAndGoing.ts";
import { absencesSeen, addAbsence, changeAbsence, dropAbsence } from "./absences.ts";
import { erasePerson, personHeld } from "./erasePerson.ts";
import { leave } from "./leave.ts";
import { type Asking, previewShares, previewTransfer, transferWork } from "./passWork.ts";
import { takeBack, transfersSeen } from "./takeBack.ts";

const done = { done: true } as const;
const whoAsks = ({ actor, workspace, now, today }: Pick<Ask, "actor" | "workspace" | "now" | "today">): Asking => ({
  actor,
  choices: workspace,
  now,
  today,
  currency: workspace.currency,
});

/** What people answers about those who come, go, and are away. */
export const comingAndGoing: readonly Answer[] = [
  answer(api.absencesRoute, (ask) => absencesSeen({ ...whoAsks(ask), db: ask.db }, ask.query.person)),
  answer(api.addAbsenceRoute, (ask) => ask.transact((tx) => addAbsence(tx, whoAsks(ask), ask.body))),
  answer(api.changeAbsenceRoute, (ask) =>
    ask.transact((tx) => changeAbsence(tx, whoAsks(ask), ask.params.id, ask.body)),
  ),
  answer(api.deleteAbsenceRoute, async (ask) => {
    await ask.transact((tx) => dropAbsence(tx, whoAsks(ask), ask.params.id));
    return done;
  }),
  answer(api.transferPreviewRoute, (ask) => previewTransfer(ask.db, ask.ground, whoAsks(ask), ask.params.id)),
  answer(api.transferSharesRoute, (ask) =>
    previewShares(ask.db, ask.ground, whoAsks(ask), { id: ask.params.id, ...ask.query }),
  ),
  answer(api.transferRoute, (ask) =>
    ask.transact((tx) => transferWork(tx, whoAsks(ask), { id: ask.params.id, ...ask.body })),
  ),
  answer(api.leaveRoute, (ask) => ask.transact((tx) => leave(tx, whoAsks(ask), { id: ask.params.id, ...ask.body }))),
  answer(api.transfersRoute, (ask) => transfersSeen(ask.db, ask.ground, whoAsks(ask), ask.workspace.zone)),
  answer(api.takeBackRoute, (ask) =>
    ask.transact((tx) => takeBack(tx, whoAsks(ask), { id: ask.params.id, ...ask.body }, ask.workspace.zone)),
  ),
  answer(api.personHeldRoute, (ask) => personHeld(ask.db, ask.ground, whoAsks(ask), ask.params.id)),
  answer(api.erasePersonRoute, async (ask) => {
    await ask.transact((tx) => erasePerson(tx, whoAsks(ask), { id: ask.params.id, name: ask.body.name }));
    return done;
  }),
];
