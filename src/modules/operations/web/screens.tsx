import { webModule } from "#ui/webModule.ts";

/** What an admin runs it by. */
export const operations = webModule({
  name: "operations",
  screens: [
    {
      path: "/settings/health",
      load: () => import("./HealthScreen.tsx"),
      title: "operations.health.title",
      settings: { label: "operations.health.title", group: "running", order: 10 },
      roles: ["admin"],
    },
    {
      path: "/settings/stuck",
      load: () => import("./StuckScreen.tsx"),
      title: "operations.stuck.title",
      settings: { label: "operations.stuck.title", group: "running", order: 20 },
      roles: ["admin"],
    },
  ],
});
