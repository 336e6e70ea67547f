import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useDraft } from "#ui/draft.ts";
import { Combobox } from "#ui/parts/Combobox.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { addContactRoute, organizationRoute } from "../api.ts";
import ContactsPage from "./ContactsPage.tsx";
import { NewRecord } from "./NewRecord.tsx";
import { findOrganizations } from "./public.tsx";
import { TypedTwins } from "./Twins.tsx";
import { useTypedTwins } from "./useTypedTwins.ts";

const blank = { name: "", reading: "", title: "", email: "", phone: "", organizationId: "", organization: "" };

export default function NewContactPage() {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const asked = params.get("organization") ?? "";
  const given = useRead(organizationRoute, { params: { id: asked as never } }, { when: asked !== "" });
  const { value: draft, change, sent } = useDraft(`contact.new ${asked}`, blank);
  const [isMissing, setMissing] = useState(false);
  const adding = useWrite(addContactRoute, {
    touches: ["contacts", ...(asked ? [`organization:${asked}`] : [])],
    onRefused: () => true,
  });
  const organization = draft.organizationId
    ? { id: draft.organizationId, label: draft.organization }
    : given.data
      ? { id: given.data.id as string, label: given.data.name }
      : null;
  const handleSave = async () => {
    if (draft.name.trim() === "") return setMissing(true);
    const { name, reading, title, email, phone } = draft;
    const fields = {
      reading: reading.trim() || null,
      title: title || null,
      email: email.trim() || null,
      phone: phone || null,
    };
    const organizationId = (organization?.id ?? null) as NonNullable<typeof given.data>["id"] | null;
    const added = await adding.send({ body: { name: name.trim(), ...fields, organizationId } });
    if (!added) return;
    sent();
    void navigate(`/contacts/${added.id}`, { replace: true });
  };
  const fault = (pointer: string) => faultAt(words, adding.refusal, pointer);
  const field = (name: "name" | "reading" | "title" | "email" | "phone") => ({
    ...{ label: t(`contacts.field.${name}`), maxLength: 300, value: draft[name], error: fault(`/${name}`) },
    onChange: (text: string) => change({ [name]: text }),
  });
  const name = field("name");
  const twins = useTypedTwins({
    ...{ kind: "contact", name: draft.name, reading: draft.reading || null, organizationId: organization?.id ?? null },
    ...{ emails: draft.email.includes("@") ? [draft.email] : [], phones: draft.phone ? [draft.phone] : [] },
  });
  const isElsewhere = adding.refusal && !["/name", "/email", "/organizationId"].some(fault);
  return (
    <>
      <ContactsPage />
      <NewRecord
        title={t("contacts.new.contact")}
        error={isElsewhere ? adding.refusal : null}
        disabled={adding.sending || !adding.mayWrite}
        onSave={() => void handleSave()}
        onClose={() => void navigate(asked ? `/organizations/${asked}` : "/contacts")}
      >
        <TextInput
          {...name}
          required
          error={name.error ?? (isMissing && !draft.name.trim() ? t("ui.part.needed") : undefined)}
        />
        <TypedTwins kind="contact" hints={twins} />
        <TextInput {...field("reading")} optional />
        <Combobox
          label={t("contacts.field.organization")}
          optional
          mark="organization"
          find={findOrganizations}
          value={organization}
          onChange={(option) => change({ organizationId: option?.id ?? "", organization: option?.label ?? "" })}
          error={fault("/organizationId")}
        />
        <TextInput {...field("title")} optional />
        <div className="pair">
          <TextInput {...field("email")} optional type="email" />
          <TextInput {...field("phone")} optional type="tel" />
        </div>
      </NewRecord>
    </>
  );
}
