import { lazy } from "react";
import { topMark } from "#ui/frame/topMark.ts";
import { fill } from "#ui/slots.tsx";
import { webModule } from "#ui/webModule.ts";

fill(
  topMark,
  lazy(() => import("./Bell.tsx").then((file) => ({ default: file.Bell }))),
);

/** What each is told, under the bell. */
export const inbox = webModule({
  name: "inbox",
  screens: [
    {
      path: "/settings/notifications",
      load: () => import("./NotificationSettings.tsx"),
      title: "inbox.settings.title",
      settings: { label: "inbox.settings.title", group: "mine", order: 35 },
    },
  ],
});
