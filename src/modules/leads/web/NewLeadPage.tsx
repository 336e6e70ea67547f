import "./leads.css";
import { useState } from "react";
import { useNavigate } from "react-router";
import { findContacts, findOrganizations } from "#modules/contacts/web/public.tsx";
import { useOwners } from "#modules/people/web/public.tsx";
import { CallRefused } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Select, TextArea, TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { addLeadRoute, originsRoute } from "../api.ts";

/** A lead by hand: somebody called, a card from a fair. */
export default function NewLeadPage() {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const { person } = useSession();
  const people = useOwners();
  const { data } = useRead(originsRoute, {}, { topics: ["sources"] });
  const [name, setName] = useState("");
  const [contact, setContact] = useState<Option | null>(null);
  const [organization, setOrganization] = useState<Option | null>(null);
  const [sourceId, setSource] = useState("");
  const [campaignId, setCampaign] = useState("");
  const [ownerId, setOwner] = useState<string>(person.id);
  const [message, setMessage] = useState("");
  const { send, sending, mayWrite, refusal } = useWrite(addLeadRoute, {
    touches: ["leads"],
    onRefused: (error) => error instanceof CallRefused && error.status === 422,
  });
  const save = async () => {
    const added = await send({
      body: {
        ...(name.trim() ? { name: name.trim() } : {}),
        contactId: (contact?.id ?? null) as never,
        organizationId: (organization?.id ?? null) as never,
        sourceId: (sourceId || null) as never,
        campaignId: (campaignId || null) as never,
        ownerId: (ownerId === nobody ? null : ownerId) as never,
        message: message.trim() || null,
      },
    });
    if (!added) return;
    toast.done(t("leads.said.added", { lead: added.name }));
    void navigate(`/leads/${added.id}`);
  };
  const named = (all: readonly { id: string; name: string; archived: boolean }[]) =>
    all.filter((one) => !one.archived).map((one) => ({ value: one.id, label: one.name }));
  return (
    <main className="main" id="main" tabIndex={-1}>
      <h1>{t("leads.new.title")}</h1>
      <form
        className="lead-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Combobox
          label={t("leads.new.contact")}
          mark="person"
          autoFocus
          find={findContacts}
          value={contact}
          onChange={setContact}
        />
        <Combobox
          label={t("leads.new.organization")}
          mark="organization"
          find={findOrganizations}
          value={organization}
          onChange={setOrganization}
        />
        <TextInput
          label={t("leads.new.name")}
          hint={t("leads.new.name_hint")}
          value={name}
          onChange={setName}
          error={faultAt(words, refusal, "/name")}
        />
        <Select
          label={t("leads.new.source")}
          empty={t("leads.new.none")}
          value={sourceId}
          onChange={setSource}
          choices={named(data?.sources ?? [])}
        />
        {(data?.campaigns.length ?? 0) > 0 && (
          <Select
            label={t("leads.new.campaign")}
            empty={t("leads.new.none")}
            value={campaignId}
            onChange={setCampaign}
            choices={named(data?.campaigns ?? [])}
          />
        )}
        <Select
          label={t("leads.new.owner")}
          value={ownerId}
          onChange={setOwner}
          choices={[
            ...people.map((one) => ({ value: one.id as string, label: one.name })),
            { value: nobody, label: t("leads.new.nobody") },
          ]}
        />
        <TextArea label={t("leads.new.message")} optional value={message} onChange={setMessage} />
        <div className="row">
          <Button primary type="submit" disabled={sending || !mayWrite}>
            {t("leads.new.save")}
          </Button>
        </div>
      </form>
    </main>
  );
}

const nobody = "nobody";
