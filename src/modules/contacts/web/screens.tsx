import { webModule } from "#ui/webModule.ts";

export const contacts = webModule({
  name: "contacts",
  screens: [
    {
      path: "/contacts",
      load: () => import("./ContactsPage.tsx"),
      title: "contacts.title",
      rail: { label: "contacts.title", icon: "users", order: 40, key: "o", also: ["/organizations", "/duplicates"] },
    },
    { path: "/contacts/new", load: () => import("./NewContactPage.tsx"), title: "contacts.new.contact" },
    { path: "/contacts/:id", load: () => import("./ContactPage.tsx") },
    { path: "/organizations", load: () => import("./OrganizationsPage.tsx"), title: "contacts.tab.organizations" },
    { path: "/organizations/new", load: () => import("./NewOrganizationPage.tsx"), title: "contacts.new.organization" },
    { path: "/organizations/:id", load: () => import("./OrganizationPage.tsx") },
    { path: "/contacts/:id/merge/:other", load: () => import("./MergePage.tsx"), title: "contacts.merge" },
    { path: "/organizations/:id/merge/:other", load: () => import("./MergePage.tsx"), title: "contacts.merge" },
    { path: "/duplicates", load: () => import("./DuplicatesPage.tsx"), title: "contacts.duplicates" },
  ],
  creates: [
    { label: "contacts.kind.organization", icon: "team", to: "/organizations/new", key: "o" },
    { label: "contacts.kind.contact", icon: "users", to: "/contacts/new", key: "p" },
  ],
});
