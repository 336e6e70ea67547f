import { type KeyCommand, useLetters } from "#ui/frame/keys.ts";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Checkbox } from "#ui/parts/Field.tsx";
import { Keys } from "#ui/parts/Keys.tsx";
import { useWords } from "#ui/words.tsx";

const groups = ["here", "anywhere", "go"] as const;

/** Every key that works where one is. */
export function KeySheet({ commands, onClose }: { commands: readonly KeyCommand[]; onClose: () => void }) {
  const { t } = useWords();
  const [letters, setLetters] = useLetters();
  const listed = commands.filter((command) => command.listed !== false);
  return (
    <Dialog wide title={t("ui.keys.title")} onClose={onClose}>
      <div className="keygroups">
        {groups.map((group) => (
          <Group key={group} group={group} commands={listed.filter((one) => (one.group ?? "here") === group)} />
        ))}
      </div>
      <Checkbox label={t("ui.keys.letters")} hint={t("ui.keys.letters_hint")} checked={letters} onChange={setLetters} />
    </Dialog>
  );
}

function Group({ group, commands }: { group: (typeof groups)[number]; commands: readonly KeyCommand[] }) {
  const { t } = useWords();
  if (commands.length === 0) return null;
  return (
    <section>
      <h3>{t(`ui.keys.${group}`)}</h3>
      <dl>
        {commands.map((command) => (
          <div key={command.keys}>
            <dt>{t(command.label)}</dt>
            <dd>
              <span className="sr">{command.keys}</span>
              <Keys keys={command.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
