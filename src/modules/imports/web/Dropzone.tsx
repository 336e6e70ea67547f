import { type DragEvent, useRef, useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";
import type { Uploads } from "./useUploads.ts";

/** Takes files by drop or by choosing them. */
export function Dropzone({ uploads }: { uploads: Uploads }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const handleDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void uploads.take([...event.dataTransfer.files]);
  };
  return (
    <section
      className={over ? "card dropzone over" : "card dropzone"}
      aria-label={t("imports.import.choose")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={handleDrop}
    >
      <Icon name="up" />
      <strong>{t("imports.import.drop")}</strong>
      <span className="s ink2">{t("imports.import.drop_hint")}</span>
      <Button disabled={uploads.name !== null} onClick={() => input.current?.click()}>
        {uploads.name ? t("imports.import.uploading", { name: uploads.name }) : t("imports.import.choose")}
      </Button>
      <input
        ref={input}
        type="file"
        className="sr"
        tabIndex={-1}
        multiple
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        aria-label={t("imports.import.choose")}
        onChange={(event) => {
          void uploads.take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </section>
  );
}
