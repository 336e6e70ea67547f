import { type ReactNode, useId } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";

type Props = {
  title: string /** Beside the title, at the far end. */;
  more?: ReactNode;
  className?: string;
  children: ReactNode;
};

export function Card({ title, more, className, children }: Props) {
  const id = useId();
  return (
    <section className={className ? `card ${className}` : "card"} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {more && <span className="more row">{more}</span>}
      </header>
      {children}
    </section>
  );
}

/** A figure under its name, in a `<dl>`. */
export function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="tile">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What belongs here, and how to begin. */
export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="blank">
      <strong>{title}</strong>
      {children && <span>{children}</span>}
      {actions && <span className="row">{actions}</span>}
    </div>
  );
}

/** Inside the part that failed; the rest of the page lives. */
export function Problem({ error, onAgain }: { error: Error; onAgain?: () => void }) {
  const words = useWords();
  return (
    <div className="note err" role="alert">
      <Icon name="warn" small />
      <span className="grow">{sentenceOf(words, error)}</span>
      {onAgain && (
        <Button small onClick={onAgain}>
          {words.t("ui.frame.again")}
        </Button>
      )}
    </div>
  );
}
