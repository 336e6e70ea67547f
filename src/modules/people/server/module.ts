import { refuseField } from "#lib/refusal.ts";
import { isTokenGood } from "#platform/auth/auth.ts";
import { touched } from "#platform/ground.ts";
import { answer, answerAnyone } from "#platform/http/answer.ts";
import { keptMails } from "#platform/mail/mailer.ts";
import { module, type Surroundings } from "#platform/module.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { readWorkspace, saveWorkspace } from "#platform/workspace.ts";
import * as api from "../api.ts";
import { addPerson, addTeam, changePerson } from "./changePeople.ts";
import { comingAndGoing } from "./comingAndGoing.ts";
import { enter } from "./enter.ts";
import { forgetPerson, personAccess } from "./erasePerson.ts";
import { acceptInvitation, invitationSeen, invite } from "./invite.ts";
import { peopleKeys } from "./keys.ts";
import { endLogins } from "./leave.ts";
import { endSessionsOf, hasAdmin, setLocale, setLogin, userOf } from "./logins.ts";
import { peopleOn } from "./people.ts";
import { setUp, setupPurpose } from "./setUp.ts";
import { resetJob } from "./signIn.ts";
import { signInAnswers } from "./signInAnswers.ts";
import { providerCheck } from "./signInSettings.ts";
import { peopleExports, personNames, readCalendar, saveCalendar, searchPersons } from "./store.ts";
import { teamsOn } from "./teamStore.ts";
import { workspaceRecord } from "./workspaceRecord.ts";

const done = { done: true } as const;

export const people = (around: Surroundings) => {
  const { origin, settings } = around;
  return module({
    name: "people",
    owns: [
      "persons",
      "teams",
      "team_leads",
      "memberships",
      "working_calendar",
      "holidays",
      "invitations",
      "absences",
      "transfers",
      "transfer_items",
    ],
    exports: peopleExports,
    emits: ["person_joined", "person_left", "team_changed", "absence_changed"],
    nightly: [{ name: "people.end_logins", run: endLogins }],
    onErase: forgetPerson,
    onAccess: personAccess,
    keys: peopleKeys,
    records: [
      {
        kind: "person",
        names: personNames,
        search: async (db, _actor, _choices, words) =>
          (await searchPersons(db, words)).map(({ id, name, title }) => ({
            kind: "person",
            id,
            title: name,
            detail: title ?? "",
            href: `/people/${id}`,
          })),
      },
      {
        kind: "team",
        names: async (db, ids) =>
          new Map(
            (await teamsOn(db, "9999-12-31"))
              .filter((team) => ids.includes(team.id))
              .map((team) => [team.id, team.name]),
          ),
      },
    ],
    jobs: [resetJob(origin)],
    checks: [providerCheck(around)],
    answers: [
      ...signInAnswers(around),
      answer(api.sessionRoute, async ({ db, actor, workspace, today, now }) => {
        const [user, { people: everybody }] = [await userOf(db, actor.userId), await peopleOn(db, today)];
        const me = everybody.find((person) => person.id === actor.personId)!;
        return {
          person: { id: me.id, name: me.name, teamId: me.teamId },
          user: { id: actor.userId, admin: actor.admin, ...user },
          actor: { leads: [...actor.leads], teammates: [...actor.teammates], covers: [...actor.covers] },
          workspace,
          today,
          now,
        };
      }),
      answerAnyone(api.setupStateRoute, async ({ db, workspace, query }) => {
        const adminMissing = !(await hasAdmin(db));
        const tokenGood =
          query.token !== undefined && adminMissing && (await isTokenGood(db, setupPurpose, query.token));
        return { setUp: workspace !== undefined, adminMissing, tokenGood };
      }),
      answerAnyone(api.setUpRoute, async (ask) => {
        const { transact, body, now, setCookies } = ask;
        const { cookies } = await transact(async (tx) => enter(ask, tx, await setUp(tx, body, now), "password"));
        setCookies(cookies);
        return done;
      }),
      answer(api.changeMyLanguageRoute, async ({ transact, actor, body }) => {
        await transact((tx) => setLocale(tx, actor.userId, body.locale));
        return done;
      }),
      answer(api.peopleRoute, async ({ db, today, actor }) => {
        const { people: everybody, teams } = await peopleOn(db, today);
        // Colleagues see name, title and team (permissions.json, person); the rest is the person's own and the admin's.
        const shown = everybody.map((one) =>
          actor.admin || one.id === actor.personId
            ? one
            : {
                ...one,
                email: null,
                userId: one.userId ? "login" : null,
                admin: false,
                disabledAt: null,
                joinedOn: null,
              },
        );
        return { people: shown, teams };
      }),
      ...comingAndGoing,
      answer(api.addPersonRoute, ({ transact, body, now, today }) => transact((tx) => addPerson(tx, body, now, today))),
      answer(api.changePersonRoute, ({ transact, params, body, ifMatch, today }) =>
        transact((tx) => changePerson(tx, params.id, body, ifMatch, today)),
      ),
      answer(api.addTeamRoute, ({ transact, body, now, today }) => transact((tx) => addTeam(tx, body, now, today))),
      answer(api.inviteRoute, ({ transact, actor, body, now }) =>
        transact(async (tx) => ({ id: await invite(tx, actor.userId, body, origin(), now) })),
      ),
      answerAnyone(api.invitationRoute, async ({ db, params, workspace }) => {
        const { name, email } = await invitationSeen(db, params.token);
        return { name, email, workspace: workspace?.name ?? "" };
      }),
      answerAnyone(api.acceptInvitationRoute, async (ask) => {
        const { transact, params, body, now, setCookies } = ask;
        const { cookies } = await transact(async (tx) =>
          enter(ask, tx, await acceptInvitation(tx, params.token, body.password, now), "password"),
        );
        setCookies(cookies);
        return done;
      }),
      answer(api.setLoginRoute, async ({ transact, actor, params, body }) => {
        await transact((tx) => setLogin(tx, actor.userId, params.id, body));
        return done;
      }),
      answer(api.endSessionsRoute, async ({ transact, actor, params }) => ({
        ended: await transact((tx) => endSessionsOf(tx, actor.userId, params.id)),
      })),
      answer(api.workspaceRoute, ({ transact, body }) =>
        transact(async (tx) => {
          const was = (await readWorkspace(tx))!;
          const became = {
            ...was,
            ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)),
          };
          await saveWorkspace(tx, became);
          audit(
            tx,
            "workspace",
            workspaceRecord,
            changesBetween(was, became, ["name", "weekStart", "locale", "visibility", "teamBoard"]),
          );
          touched(tx, "workspace");
          return became;
        }),
      ),
      answer(api.calendarRoute, ({ db }) => readCalendar(db)),
      answer(api.setCalendarRoute, ({ transact, body }) =>
        transact(async (tx) => {
          if (new Set(body.holidays.map((one) => one.day)).size < body.holidays.length)
            throw refuseField("people.holiday_twice", "/holidays");
          await saveCalendar(tx, [...new Set(body.workweek)].toSorted(), body.holidays);
          touched(tx, "workspace");
          return readCalendar(tx);
        }),
      ),
      answer(api.keptMailsRoute, async ({ db }) => ({
        serverSet: settings.smtpUrl !== undefined,
        mails: await keptMails(db),
      })),
    ],
  });
};
