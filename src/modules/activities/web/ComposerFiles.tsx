import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { deleteFileRoute } from "../api.ts";
import type { ComposerDraft } from "./composerDraft.ts";
import type { useAttach } from "./takeFiles.ts";

type Props = {
  files: ComposerDraft["files"];
  topics: readonly string[];
  attaching: Pick<ReturnType<typeof useAttach>, "sending" | "refusal">;
  onLess: (id: string) => void;
};

/** What goes along with what is being written. Taken off, a file goes to the trash: it was attached when it was dropped. */
export function ComposerFiles({ files, topics, attaching: { sending, refusal }, onLess }: Props) {
  const { t } = useWords();
  // One that is gone already is taken off all the same.
  const deleting = useWrite(deleteFileRoute, { touches: topics, onRefused: () => true });
  if (files.length === 0 && !sending && !refusal) return null;
  return (
    <div className="comp-files">
      {refusal && <Problem error={refusal} />}
      {files.map(({ id, name }) => (
        <span key={id} className="fchip">
          <Icon name="clip" small />
          <span className="cut">{name}</span>
          <Button
            quiet
            small
            icon="x"
            name={t("activities.files.remove", { name })}
            onClick={() => {
              onLess(id);
              void deleting.send({ params: { id: id as never } });
            }}
          />
        </span>
      ))}
      <span aria-live="polite" className="xs ink2">
        {sending && t("activities.files.sending")}
      </span>
    </div>
  );
}
