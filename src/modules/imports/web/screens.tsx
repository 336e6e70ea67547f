import { webModule } from "#ui/webModule.ts";

/** How a workspace starts, and bringing files in; both are reached from the palette and from empty screens. */
export const imports = webModule({
  name: "imports",
  screens: [
    { path: "/start", load: () => import("./StartScreen.tsx"), title: "imports.start.title" },
    {
      path: "/import",
      load: () => import("./ImportScreen.tsx"),
      title: "imports.import.title",
      settings: { label: "imports.import.title", group: "records", order: 10 },
    },
  ],
  actions: [{ label: "pipeline.import", icon: "up", run: ({ navigate }) => void navigate("/import") }],
});
