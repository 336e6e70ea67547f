import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";

/** Puts a text into the clipboard and says so on itself, for who doesn't see messages at the edge of the page. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false), // the browser didn't let us: the text stands there to be selected
    );
  return (
    <Button icon={copied ? "check" : "copy"} onClick={() => void copy()}>
      <span aria-live="polite">{t(copied ? "people.copy.done" : "people.copy.verb")}</span>
    </Button>
  );
}
