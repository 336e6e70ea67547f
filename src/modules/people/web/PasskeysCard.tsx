import { useState } from "react";
import type { Instant } from "#lib/time.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty } from "#ui/parts/Card.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { removePasskeyRoute, renamePasskeyRoute } from "../signInApi.ts";
import { SetupForm } from "./AuthenticatorSetup.tsx";
import { PasskeyAdd } from "./PasskeyAdd.tsx";
import { knowsPasskeys } from "./passkey.ts";

type Passkey = { id: string; name: string; madeAt: Instant; usedAt: Instant | null };

/** Signing in by the device itself, without a password. */
export function PasskeysCard({ passkeys, hasPassword }: { passkeys: readonly Passkey[]; hasPassword: boolean }) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  return (
    <Card
      title={t("people.passkeys.title")}
      more={
        <Button
          small
          disabled={!knowsPasskeys()}
          title={knowsPasskeys() ? undefined : t("people.passkeys.not_here")}
          onClick={() => setAdding(true)}
        >
          {t("people.passkeys.add")}
        </Button>
      }
    >
      {passkeys.length === 0 && <Empty title={t("people.passkeys.none")}>{t("people.passkeys.none_lead")}</Empty>}
      <ul>
        {passkeys.map((passkey) => (
          <PasskeyLine key={passkey.id} passkey={passkey} onRename={() => setRenaming(passkey)} />
        ))}
      </ul>
      {adding && (
        <Dialog title={t("people.passkeys.add")} onClose={() => setAdding(false)}>
          <PasskeyAdd hasPassword={hasPassword} onDone={() => setAdding(false)} />
        </Dialog>
      )}
      {renaming && <Rename passkey={renaming} onClose={() => setRenaming(null)} />}
    </Card>
  );
}

function PasskeyLine({ passkey, onRename }: { passkey: Passkey; onRename: () => void }) {
  const { t, formatMoment } = useWords();
  const { send } = useWrite(removePasskeyRoute, {
    touches: ["security"],
    onDone: () => void toast.done(t("people.passkeys.removed", { name: passkey.name })),
  });
  const used = passkey.usedAt
    ? t("people.passkeys.used", { when: formatMoment(passkey.usedAt) })
    : t("people.passkeys.never_used");
  return (
    <li className="li">
      <span className="grow">
        <strong>{passkey.name}</strong>
        <span className="block s ink2">
          {t("people.passkeys.made", { when: formatMoment(passkey.madeAt) })} · {used}
        </span>
      </span>
      <Menu
        name={t("people.list.more", { name: passkey.name })}
        className="btn quiet sm ico"
        items={[
          { label: t("people.passkeys.rename"), run: onRename },
          {
            label: t("people.passkeys.remove"),
            danger: true,
            run: () => void send({ params: { id: passkey.id } }),
          },
        ]}
      >
        ⋯
      </Menu>
    </li>
  );
}

function Rename({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState(passkey.name);
  const write = useWrite(renamePasskeyRoute, { touches: ["security"], onDone: onClose });
  return (
    <Dialog title={t("people.passkeys.rename")} onClose={onClose}>
      <SetupForm onSend={() => void write.send({ params: { id: passkey.id }, body: { name } })}>
        <TextInput label={t("people.passkeys.name")} value={name} onChange={setName} maxLength={100} required />
        <Button primary type="submit" disabled={write.sending || name.trim() === ""}>
          {t("people.settings.save")}
        </Button>
      </SetupForm>
    </Dialog>
  );
}
