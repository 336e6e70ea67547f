import { useState } from "react";
import { useNavigate } from "react-router";
import { call } from "#ui/call.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import type { Finder } from "#ui/parts/useFound.ts";
import { useWords } from "#ui/words.tsx";
import { contactsRoute } from "../api.ts";
import { findOrganizations } from "./public.tsx";

const findContacts: Finder<Option> = async (text, signal) => {
  const { rows } = await call(contactsRoute, { query: { ...(text ? { q: text } : {}), limit: 8 } }, { signal });
  return rows.map(({ id, name, title, organization }) => ({
    id,
    label: name,
    hint: [title, organization].filter(Boolean).join(", "),
  }));
};

/** Chooses with which other record this one is one. */
export function MergeDialog({
  kind,
  id,
  onClose,
}: {
  kind: "contact" | "organization";
  id: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [other, setOther] = useState<Option | null>(null);
  const go = () => other && void navigate(`/${kind}s/${id}/merge/${other.id}`);
  return (
    <Dialog
      title={t("contacts.merge_other")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary disabled={!other || other.id === id} onClick={go}>
            {t("contacts.compare")}
          </Button>
        </>
      }
    >
      <Combobox
        label={t(`contacts.kind.${kind}`)}
        mark={kind === "organization" ? "organization" : "person"}
        find={kind === "contact" ? findContacts : findOrganizations}
        value={other}
        onChange={setOther}
      />
    </Dialog>
  );
}
