import { useRef } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";

type Props = { label: string; isBare?: boolean; sending: boolean; onFiles: (files: readonly File[]) => void };

/** Files are chosen by it: the way to attach one without dragging. `isBare` shows the clip alone. */
export function AttachButton({ label, isBare, sending, onFiles }: Props) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  return (
    <>
      {isBare ? (
        <Button small quiet icon="clip" name={label} disabled={sending} onClick={choose} />
      ) : (
        <Button small quiet icon="clip" disabled={sending} onClick={choose}>
          {sending ? t("activities.files.sending") : label}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}
