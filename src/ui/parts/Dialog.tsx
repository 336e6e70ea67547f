import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";

type Props = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot: the verb last. */
  foot?: ReactNode;
  /** At the side of the page, the whole height: a record's panel, a form of many fields. */
  side?: boolean;
  wide?: boolean;
};

/** A native modal dialog: focus stays in it, Escape closes it, focus comes back to where it was. */
export function Dialog({ title, onClose, children, foot, side, wide }: Props) {
  const { t } = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opened = dialog.current;
    const before = document.activeElement;
    opened?.showModal();
    opened?.querySelector<HTMLElement>(".dlg-body :is(input, select, textarea, [autofocus])")?.focus();
    return () => {
      opened?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it; the key for that is Escape
    <dialog
      ref={dialog}
      className={["dlg", side && "side", wide && "wide"].filter(Boolean).join(" ")}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="dlg-in">
        <header>
          <h2 id={id} className="grow">
            {title}
          </h2>
          <Button quiet small icon="x" name={t("ui.part.close")} onClick={onClose} />
        </header>
        <div className="dlg-body">{children}</div>
        {foot && <footer>{foot}</footer>}
      </div>
    </dialog>
  );
}

/** A dialog at the side of the page. */
export function Sheet(props: Omit<Props, "side">) {
  return <Dialog {...props} side />;
}
