import { TextInput } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";

type Props = {
  value: string;
  onChange: (code: string) => void;
  /** The sixth digit was typed or pasted: nothing more is to be pressed. */
  onWhole?: (code: string) => void;
  error?: string | undefined;
};

/** Six digits of an authenticator app; spaces that came along with a paste are dropped. */
export function CodeInput({ value, onChange, onWhole, error }: Props) {
  const { t } = useWords();
  const type = (text: string) => {
    const digits = text.normalize("NFKC").replace(/\D/g, "").slice(0, 6);
    onChange(digits);
    if (digits.length === 6 && value.length < 6) onWhole?.(digits);
  };
  return (
    <TextInput
      className="inp code-input num"
      label={t("people.code.field")}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
      required
      value={value}
      onChange={type}
      error={error}
    />
  );
}
