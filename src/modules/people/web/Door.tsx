import type { FormEvent, ReactNode } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";
import "./door.css";

type Props = { title: string; lead?: string; children?: ReactNode; wide?: boolean };

/** The pages before the app: signing in, the first run. One card, nothing beside it. */
export function Door({ title, lead, children, wide }: Props) {
  const { t } = useWords();
  return (
    <main className={wide ? "door wide" : "door"} id="main" tabIndex={-1}>
      <span className="door-mark">
        <span className="mark">
          <Icon name="clinch" small />
        </span>
        Clinch
      </span>
      <section className="card door-card">
        <h1>{title}</h1>
        {lead && <p className="ink2">{lead}</p>}
        {children}
      </section>
      <a className="xs ink2" href="/source">
        {t("people.door.source")}
      </a>
    </main>
  );
}

type FormProps = {
  children: ReactNode;
  verb: string;
  onSend: () => void;
  sending: boolean;
  error?: string | undefined;
};

/** Fields under one another and one button; what is wrong with all of it stands above the button. */
export function DoorForm({ children, verb, onSend, sending, error }: FormProps) {
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form className="door-form" onSubmit={handleSubmit} noValidate>
      {children}
      <div aria-live="polite">{error && <p className="note err">{error}</p>}</div>
      <Button primary type="submit" disabled={sending}>
        {verb}
      </Button>
    </form>
  );
}
