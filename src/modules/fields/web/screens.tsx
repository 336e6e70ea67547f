import { webModule } from "#ui/webModule.ts";

export const fields = webModule({
  name: "fields",
  screens: [
    {
      path: "/settings/fields",
      load: () => import("./FieldSettings.tsx"),
      title: "fields.settings.title",
      settings: { label: "fields.settings.title", group: "company", order: 40 },
      roles: ["admin"],
    },
  ],
});
