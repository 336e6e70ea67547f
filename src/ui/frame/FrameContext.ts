import { createContext, useContext } from "react";
import type { SessionRoutes } from "#ui/session.ts";
import type { Screen, WebModule } from "#ui/webModule.ts";
import type { Language } from "#ui/words/languages.ts";

export type FrameParts = {
  routes: SessionRoutes;
  modules: readonly WebModule[];
  screens: readonly Screen[];
  languages: readonly Language[];
  locale: string;
  chooseLanguage: (locale: string) => void;
};

export const FrameContext = createContext<FrameParts | null>(null);

export function useFrame(): FrameParts {
  const parts = useContext(FrameContext);
  if (!parts) throw new Error("useFrame is used outside the app");
  return parts;
}
