import "#ui/theme/fonts.css";
import "#ui/theme/tokens.css";
import "#ui/theme/app.css";
import "#ui/theme/parts.css";
import "#ui/theme/pages.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, type RouteObject } from "react-router";
import { RouterProvider } from "react-router/dom";
import { Boundary, NotFound, ScreenError } from "#ui/Boundary.tsx";
import { SessionGate } from "#ui/frame/SessionGate.tsx";
import { Titled } from "#ui/frame/Titled.tsx";
import { Waiting } from "#ui/frame/Waiting.tsx";
import { Languages } from "#ui/Languages.tsx";
import { setScreens } from "#ui/prefetch.ts";
import { makeClient } from "#ui/query.ts";
import type { SessionRoutes } from "#ui/session.ts";
import type { Screen, WebModule } from "#ui/webModule.ts";
import type { Language } from "#ui/words/languages.ts";
import { needAllWords, needWords } from "#ui/words/lateWords.ts";
import type { Sentences } from "#ui/words/words.ts";

/** Puts the app of these modules into an element of the page. */
export function mount(
  at: HTMLElement,
  given: { routes: SessionRoutes; modules: readonly WebModule[]; languages: readonly Language[]; english: Sentences },
): void {
  const screens = given.modules.flatMap(({ name, screens: own }) => own.map((screen) => withItsWords(name, screen)));
  setScreens(screens);
  const router = createBrowserRouter([
    {
      element: <SessionGate />,
      errorElement: <ScreenError />,
      hydrateFallbackElement: <Waiting />,
      children: [...routesOf(screens, false), { path: "*", element: <NotFound /> }],
    },
    ...routesOf(screens, true),
  ]);
  createRoot(at).render(
    <StrictMode>
      <QueryClientProvider client={makeClient()}>
        <Languages {...given}>
          <Boundary>
            <RouterProvider router={router} />
          </Boundary>
        </Languages>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** A screen comes with its module's sentences; one of the settings with all, since their list names every page. */
function withItsWords(module: string, screen: Screen): Screen {
  const words = screen.settings ? needAllWords : () => needWords([module]);
  return { ...screen, load: async () => (await Promise.all([screen.load(), words()]))[0] };
}

function routesOf(screens: readonly Screen[], bare: boolean): RouteObject[] {
  return screens.filter((screen) => (screen.bare ?? false) === bare).map(routeOf);
}

function routeOf(screen: Screen): RouteObject {
  return {
    path: screen.path,
    errorElement: <ScreenError />,
    hydrateFallbackElement: <Waiting />,
    lazy: async () => {
      const { default: Page } = await screen.load();
      return { element: <Titled title={screen.title ?? screen.rail?.label} page={<Page />} /> };
    },
  };
}
