import { webModule } from "#ui/webModule.ts";

export const home = webModule({
  name: "home",
  screens: [
    {
      path: "/",
      load: () => import("./TodayScreen.tsx"),
      title: "home.title",
      rail: { label: "home.title", icon: "sun", order: 10, key: "t" },
    },
    { path: "/today", load: () => import("./TodayScreen.tsx"), title: "home.title" },
  ],
});
