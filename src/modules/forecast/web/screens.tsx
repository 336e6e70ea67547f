import { lazy } from "react";
import { dealSide } from "#modules/pipeline/web/public.tsx";
import { fill } from "#ui/slots.tsx";
import { webModule } from "#ui/webModule.ts";
import { withWords } from "#ui/words/lateWords.ts";

fill(dealSide, lazy(withWords(["forecast"], () => import("./DealHelp.tsx"))));

/** Where the period will end, and the meetings that talk about it. */
export const forecast = webModule({
  name: "forecast",
  screens: [
    {
      path: "/forecast",
      load: () => import("./ForecastScreen.tsx"),
      title: "home.place.forecast",
      rail: { label: "home.place.forecast", icon: "chart", order: 103, key: "f" },
    },
    { path: "/forecast/company", load: () => import("./ForecastScreen.tsx"), title: "home.place.forecast" },
    { path: "/forecast/team/:teamId", load: () => import("./ForecastScreen.tsx"), title: "home.place.forecast" },
    { path: "/forecast/person/:personId", load: () => import("./ForecastScreen.tsx"), title: "home.place.forecast" },
    {
      path: "/monday",
      load: () => import("./MondayScreen.tsx"),
      title: "home.place.monday",
      rail: { label: "home.place.monday", icon: "users", order: 106, key: "m" },
    },
    { path: "/monday/company", load: () => import("./MondayScreen.tsx"), title: "home.place.monday" },
    { path: "/monday/team/:teamId", load: () => import("./MondayScreen.tsx"), title: "home.place.monday" },
    { path: "/monday/person/:personId", load: () => import("./MondayScreen.tsx"), title: "home.place.monday" },
  ],
});
