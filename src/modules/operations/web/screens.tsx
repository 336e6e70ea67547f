import { lazy } from "react";
import { placeMark } from "#ui/frame/placeMark.ts";
import { rolesOf, useSession } from "#ui/session.ts";
import { fill } from "#ui/slots.tsx";
import { webModule } from "#ui/webModule.ts";
import { withWords } from "#ui/words/lateWords.ts";

const WaitsMark = lazy(withWords(["operations"], () => import("./WaitsMark.tsx")));

/** Only for admins, who alone can do something about it: nobody else loads or asks anything. */
fill(placeMark, (given: { path: string }) =>
  rolesOf(useSession()).includes("admin") ? <WaitsMark {...given} /> : null,
);

/** What an admin runs it by. */
export const operations = webModule({
  name: "operations",
  screens: [
    {
      path: "/settings/backups",
      load: () => import("./BackupsScreen.tsx"),
      title: "operations.backups.title",
      settings: { label: "operations.backups.title", group: "records", order: 20 },
      roles: ["admin"],
    },
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
