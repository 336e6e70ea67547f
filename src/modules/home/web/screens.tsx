import { lazy } from "react";
import { topMark } from "#ui/frame/topMark.ts";
import { fill } from "#ui/slots.tsx";
import { webModule } from "#ui/webModule.ts";

fill(
  topMark,
  lazy(() => import("./HiddenPlaces.tsx")),
);

export const home = webModule({
  name: "home",
  screens: [
    {
      path: "/",
      load: () => import("./TodayScreen.tsx"),
      title: "home.title",
      rail: { label: "home.title", icon: "sun", order: 10, key: "t" },
    },
    {
      path: "/settings/places",
      load: () => import("./PlaceSettings.tsx"),
      title: "home.places.title",
      settings: { label: "home.places.title", group: "company", order: 60 },
      roles: ["admin"],
    },
    { path: "/today", load: () => import("./TodayScreen.tsx"), title: "home.title" },
  ],
});
