import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";

type Props = {
  label: string;
  children: ReactNode;
  className?: string;
  /** Absent: it is read only. */
  edit?:
    | { isOpen: boolean; onOpen: () => void; onSave: () => void; onCancel: () => void; control: ReactNode }
    | undefined;
};

/** A fact of a record, changed where it stands: Enter keeps, Escape leaves it as it was. */
export function Fact({ label, children, className, edit }: Props) {
  return (
    <div className={className ? `tile ${className}` : "tile"}>
      <dt>{label}</dt>
      <dd>
        {edit?.isOpen ? (
          <FactForm {...edit} />
        ) : edit ? (
          <FactButton {...edit} label={label} inside={children} />
        ) : (
          children
        )}
      </dd>
    </div>
  );
}

function FactButton({ label, inside, onOpen }: { label: string; inside: ReactNode; onOpen: () => void }) {
  const { t } = useWords();
  return (
    <button type="button" className="fact" onClick={onOpen} title={t("ui.keys.edit")}>
      <span className="sr">{label}: </span>
      {inside}
      <Icon name="edit" small />
    </button>
  );
}

/** Its control is focused when it opens. */
export function FactForm({
  control,
  onSave,
  onCancel,
}: {
  control: ReactNode;
  onSave: () => void;
  onCancel: () => void;
}) {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);
  return (
    <form
      ref={form}
      className="fact-edit"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      {control}
      <button type="submit" className="btn sm ico pri" aria-label={t("ui.part.save")} title={t("ui.part.save")}>
        <Icon name="check" />
      </button>
      <Button quiet small icon="x" name={t("ui.part.cancel")} onClick={onCancel} />
    </form>
  );
}
