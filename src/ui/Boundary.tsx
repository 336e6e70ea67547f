import { Component, type ReactNode } from "react";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";

/** A part that throws is shown as failed in its own place; the rest lives. */
export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <Failed onAgain={() => this.setState({ error: null })} />;
  }
}

export function Failed({ onAgain }: { onAgain: () => void }) {
  const { t } = useWords();
  return (
    <div className="blank" role="alert">
      <strong>{t("ui.frame.failed")}</strong>
      <span>{t("ui.frame.failed_hint")}</span>
      <Button onClick={onAgain}>{t("ui.frame.again")}</Button>
    </div>
  );
}

/** What a screen shows that could not be loaded or drawn. */
export function ScreenError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <main className="main" id="main" tabIndex={-1}>
      <Failed onAgain={() => location.reload()} />
    </main>
  );
}

export function NotFound() {
  const { t } = useWords();
  useTitle(t("ui.frame.not_found"));
  return (
    <main className="main" id="main" tabIndex={-1}>
      <div className="blank">
        <h1>{t("ui.frame.not_found")}</h1>
        <span>{t("ui.frame.not_found_hint")}</span>
        <ButtonLink to="/">{t("ui.frame.home")}</ButtonLink>
      </div>
    </main>
  );
}
