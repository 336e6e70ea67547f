import { webModule } from "#ui/webModule.ts";

export const forms = webModule({
  name: "forms",
  screens: [
    {
      path: "/settings/forms",
      load: () => import("./FormsPage.tsx"),
      title: "forms.title",
      settings: { label: "forms.title", group: "company", order: 33 },
      roles: ["admin"],
    },
  ],
});
