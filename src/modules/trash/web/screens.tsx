import { webModule } from "#ui/webModule.ts";

/** What was deleted, for thirty days. */
export const trash = webModule({
  name: "trash",
  screens: [
    {
      path: "/settings/trash",
      load: () => import("./TrashScreen.tsx"),
      title: "trash.title",
      settings: { label: "trash.title", group: "records", order: 30 },
    },
  ],
});
