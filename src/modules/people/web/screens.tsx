import { webModule } from "#ui/webModule.ts";

/** Signing in, the first run, and the settings. */
export const people = webModule({
  name: "people",
  screens: [
    { path: "/sign-in", load: () => import("./SignIn.tsx"), title: "people.sign_in.title", bare: true },
    { path: "/sign-in/code", load: () => import("./SignInByCode.tsx"), title: "people.code.title", bare: true },
    {
      path: "/sign-in/identity",
      load: () => import("./IdentityReturn.tsx"),
      title: "people.sign_in.title",
      bare: true,
    },
    {
      path: "/sign-in/secure",
      load: () => import("./SecondFactorFirst.tsx"),
      title: "people.second_factor.first",
      bare: true,
    },
    { path: "/sign-in/link", load: () => import("./SignInByLink.tsx"), title: "people.sign_in.title", bare: true },
    { path: "/first-run", load: () => import("./FirstRun.tsx"), title: "people.first_run.title", bare: true },
    { path: "/forgot-password", load: () => import("./ForgotPassword.tsx"), title: "people.reset.title", bare: true },
    { path: "/reset-password", load: () => import("./ResetPassword.tsx"), title: "people.reset.choose", bare: true },
    { path: "/invitation/:token", load: () => import("./Invitation.tsx"), title: "people.invitation.verb", bare: true },
    {
      path: "/settings",
      load: () => import("./AccountSettings.tsx"),
      title: "people.settings.title",
      rail: { label: "people.settings.title", icon: "gear", order: 900, key: "s" },
      settings: { label: "people.settings.account", group: "mine", order: 10 },
    },
    {
      path: "/settings/absences",
      load: () => import("./AbsenceSettings.tsx"),
      title: "people.settings.absences",
      settings: { label: "people.settings.absences", group: "mine", order: 40 },
    },
    {
      path: "/settings/security",
      load: () => import("./SecuritySettings.tsx"),
      title: "people.settings.security",
      settings: { label: "people.settings.security", group: "mine", order: 20 },
    },
    {
      path: "/settings/api-keys",
      load: () => import("./ApiKeySettings.tsx"),
      title: "people.settings.api_keys",
      settings: { label: "people.settings.api_keys", group: "mine", order: 30 },
    },
    {
      path: "/settings/sign-in",
      load: () => import("./SignInSettings.tsx"),
      title: "people.settings.sign_in",
      settings: { label: "people.settings.sign_in", group: "company", order: 50 },
      roles: ["admin"],
    },
    {
      path: "/settings/people",
      load: () => import("./PeopleSettings.tsx"),
      title: "people.settings.people",
      settings: { label: "people.settings.people", group: "company", order: 20 },
      roles: ["admin"],
    },
    {
      path: "/settings/workspace",
      load: () => import("./WorkspaceSettings.tsx"),
      title: "people.settings.workspace",
      settings: { label: "people.settings.workspace", group: "company", order: 10 },
      roles: ["admin"],
    },
    {
      path: "/settings/days",
      load: () => import("./DaySettings.tsx"),
      title: "people.settings.days",
      settings: { label: "people.settings.days", group: "company", order: 40 },
      roles: ["admin"],
    },
    {
      path: "/settings/mails",
      load: () => import("./MailSettings.tsx"),
      title: "people.settings.mails",
      settings: { label: "people.settings.mails", group: "running", order: 40 },
      roles: ["admin"],
    },
  ],
});
