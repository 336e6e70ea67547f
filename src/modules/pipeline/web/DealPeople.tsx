import { useState } from "react";
import { findContacts } from "#modules/contacts/web/public.tsx";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { putDealContactRoute, removeDealContactRoute } from "../api.ts";
import { OrganizationLink } from "./DealFacts.tsx";
import type { SeenDeal } from "./slots.ts";
import { usePipelines } from "./usePipelines.ts";

/** Who of the customer has which part in it: added, changed and taken off where they stand. */
export function DealPeople({ deal }: { deal: SeenDeal }) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const hidden = deal.contactCount - deal.contacts.length;
  return (
    <section>
      <h2>
        {t("pipeline.deal.people")}
        {deal.mayWrite && (
          <Button quiet small icon="plus" onClick={() => setAdding(true)}>
            {t("pipeline.deal.add")}
          </Button>
        )}
      </h2>
      <p className="s">
        <OrganizationLink deal={deal} />
      </p>
      {adding && <AddPerson deal={deal} onDone={() => setAdding(false)} />}
      {deal.contacts.length === 0 && !adding && <p className="s ink2">{t("pipeline.deal.no_people")}</p>}
      <ul className="ppl parts">
        {deal.contacts.map((contact) => (
          <Person key={contact.contactId} deal={deal} contact={contact} />
        ))}
      </ul>
      {hidden > 0 && <p className="xs ink2">{t("pipeline.people.hidden", { count: hidden })}</p>}
    </section>
  );
}

type SeenContact = SeenDeal["contacts"][number];

function Person({ deal, contact }: { deal: SeenDeal; contact: SeenContact }) {
  const { t } = useWords();
  const touches = [`deal:${deal.id}`];
  const putting = useWrite(putDealContactRoute, { touches });
  const removing = useWrite(removeDealContactRoute, { touches });
  const params = { id: deal.id, contact: contact.contactId };
  const { parts } = usePipelines();
  return (
    <li>
      <Link to={`/contacts/${contact.contactId}`}>
        <Avatar name={contact.name} size="lg" />
        <span className="grow">
          <span className="s b cut block">{contact.name}</span>
          <span className="xs ink2 cut block">{contact.title}</span>
        </span>
      </Link>
      {deal.mayWrite ? (
        <>
          <Select
            label={t("pipeline.people.part", { name: contact.name })}
            bareLabel
            choices={partChoices(t("pipeline.people.no_part"), parts, contact)}
            value={contact.partId ?? ""}
            onChange={(partId) => void putting.send({ params, body: { partId: (partId || null) as never } })}
          />
          <Button
            quiet
            small
            icon="x"
            name={t("pipeline.people.remove", { name: contact.name })}
            onClick={() => void removing.send({ params })}
          />
        </>
      ) : (
        contact.part && <span className="chip">{contact.part}</span>
      )}
    </li>
  );
}

/** A part that was taken out of the list is still theirs. */
function partChoices(none: string, parts: readonly { id: string; name: string }[], contact?: SeenContact) {
  const listed = [{ value: "", label: none }, ...parts.map(({ id, name }) => ({ value: id, label: name }))];
  if (!contact?.partId || !contact.part || listed.some(({ value }) => value === contact.partId)) return listed;
  return [...listed, { value: contact.partId as string, label: contact.part }];
}

function AddPerson({ deal, onDone }: { deal: SeenDeal; onDone: () => void }) {
  const words = useWords();
  const { t } = words;
  const { parts } = usePipelines();
  const [contact, setContact] = useState<Option | null>(null);
  const [partId, setPartId] = useState("");
  const { send, sending, mayWrite, refusal } = useWrite(putDealContactRoute, {
    touches: [`deal:${deal.id}`],
    onDone,
  });
  const save = () => {
    if (!contact) return;
    void send({ params: { id: deal.id, contact: contact.id as never }, body: { partId: (partId || null) as never } });
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Combobox
        label={t("pipeline.field.contact")}
        mark="person"
        autoFocus
        find={findContacts}
        value={contact}
        onChange={setContact}
        error={faultAt(words, refusal, "/contactId")}
      />
      <Select
        label={t("pipeline.people.their_part")}
        choices={partChoices(t("pipeline.people.no_part"), parts)}
        value={partId}
        onChange={setPartId}
      />
      <span className="row">
        <Link
          className="link s"
          to={deal.organizationId ? `/contacts/new?organization=${deal.organizationId}` : "/contacts/new"}
        >
          {t("pipeline.people.new")}
        </Link>
        <span className="grow" />
        <Button small onClick={onDone}>
          {t("ui.part.cancel")}
        </Button>
        <button type="submit" className="btn sm pri" disabled={!contact || sending || !mayWrite}>
          {t("pipeline.deal.add")}
        </button>
      </span>
    </form>
  );
}
