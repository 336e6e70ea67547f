import { lazy } from "react";
import { boardGoal } from "#modules/pipeline/web/public.tsx";
import { fill } from "#ui/slots.tsx";
import { webModule } from "#ui/webModule.ts";

fill(
  boardGoal,
  lazy(() => import("./BoardGoal.tsx")),
);

export const quotas = webModule({
  name: "quotas",
  screens: [
    {
      path: "/goals",
      load: () => import("./ProgressScreen.tsx"),
      title: "quotas.title",
      rail: { label: "quotas.title", icon: "target", order: 100, key: "o" },
    },
    {
      path: "/goals/quotas",
      load: () => import("./QuotasScreen.tsx"),
      title: "quotas.plan.crumb",
      roles: ["manager", "admin"],
    },
    { path: "/goals/company", load: () => import("./ProgressScreen.tsx"), title: "quotas.title" },
    { path: "/goals/team/:teamId", load: () => import("./ProgressScreen.tsx"), title: "quotas.title" },
    { path: "/goals/:personId", load: () => import("./ProgressScreen.tsx"), title: "quotas.title" },
    { path: "/people/:personId", load: () => import("./PersonScreen.tsx") },
  ],
});
