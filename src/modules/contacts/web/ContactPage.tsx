import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { Answered, Asked } from "#lib/route.ts";
import { RecordFields, RecordShares } from "#modules/lists/web/public.tsx";
import { NotFound } from "#ui/Boundary.tsx";
import { CallRefused, call } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { keyOf, useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { Slot } from "#ui/slots.tsx";
import { useTitle } from "#ui/title.ts";
import { useRecordEdit } from "#ui/useRecordEdit.ts";
import { useWords } from "#ui/words.tsx";
import { changeContactRoute, contactRoute, deleteContactRoute, restoreContactRoute } from "../api.ts";
import type { Ways as Reach } from "../ways.ts";
import { OrganizationFact, OwnerFact, TextFact } from "./EditableFact.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { RecordHead } from "./RecordHead.tsx";
import { RolesSection } from "./Roles.tsx";
import { contactDeals, contactTimeline, organizationDeals } from "./slots.ts";
import { TwinsSection } from "./Twins.tsx";
import { useMergedInto } from "./useMergedInto.ts";
import { usePrivacyVerbs } from "./usePrivacyVerbs.tsx";
import { WaysSection } from "./Ways.tsx";

type Seen = Answered<typeof contactRoute>;
type Fields = Asked<typeof changeContactRoute>["body"];

export default function ContactPage() {
  const { id = "" } = useParams();
  const params = { id: id as Seen["id"] };
  const { data, error, again, loading } = useRead(contactRoute, { params }, { topics: [`contact:${id}`] });
  if (useMergedInto("contacts", error)) return null;
  if (error instanceof CallRefused && [404, 422].includes(error.status)) return <NotFound />;
  if (data) return <SeenPage key={data.id} contact={data} />;
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={3} height={44} />}
    </main>
  );
}

function SeenPage({ contact }: { contact: Seen }) {
  const { t } = useWords();
  return (
    <main className="main rec" id="main" tabIndex={-1}>
      {contact.erasedAt === null ? <Head contact={contact} /> : <ErasedHead contact={contact} />}
      <div className="feed">
        <Slot of={contactTimeline} given={{ id: contact.id, mayWrite: contact.mayWrite }} />
      </div>
      <aside className="side" aria-label={t("contacts.details")}>
        {contact.erasedAt === null && <Ways contact={contact} />}
        {contact.erasedAt === null && (
          <RecordFields list="contacts" id={contact.id} mayWrite={contact.mayWrite} topics={["contacts"]} />
        )}
        {contact.erasedAt === null && <RolesSection contact={contact} />}
        {contact.erasedAt === null && <TwinsSection kind="contact" id={contact.id} mayWrite={contact.mayWrite} />}
        <Slot of={contactDeals} given={{ id: contact.id }} />
        {contact.organizationId && <Slot of={organizationDeals} given={{ id: contact.organizationId }} />}
        {contact.generated && (
          <section>
            <Chip>{t("contacts.generated")}</Chip>
          </section>
        )}
        {contact.erasedAt === null && <RecordShares kind="contact" id={contact.id} />}
      </aside>
    </main>
  );
}

function Ways({ contact }: { contact: Seen }) {
  const params = { id: contact.id };
  const saving = useWrite(changeContactRoute, { touches: [`contact:${contact.id}`, "contacts"] });
  const save = async (ways: Reach) => {
    const { emails, phones, addresses, links } = ways;
    const body = { emails: [...emails], phones: [...phones], addresses: [...addresses], links: [...links] };
    return (await saving.send({ params, body })) !== undefined;
  };
  return <WaysSection ways={contact} mayWrite={contact.mayWrite} save={save} />;
}

/** Of somebody who was erased only that they were there is left. */
function ErasedHead({ contact }: { contact: Seen }) {
  const { t, formatDate } = useWords();
  const { today } = useSession();
  useTitle(contact.name);
  return (
    <header className="rhead">
      <div className="t">
        <h1 className="cut">{contact.name}</h1>
      </div>
      <p className="s ink2">
        {t("contacts.erased", { date: formatDate(contact.erasedAt?.slice(0, 10) ?? today, "long") })}
      </p>
    </header>
  );
}

function Head({ contact }: { contact: Seen }) {
  const { t } = useWords();
  const privacy = usePrivacyVerbs(contact);
  const [merging, setMerging] = useState(false);
  const navigate = useNavigate();
  const params = { id: contact.id };
  const topics = [`contact:${contact.id}`, "contacts"];
  const edit = useRecordEdit<Seen, Fields>({
    ...{ record: contact, key: keyOf(contactRoute, { params }), topics },
    write: (body, ifMatch) => call(changeContactRoute, { params, body }, { ifMatch }),
  });
  const deleting = useWrite(deleteContactRoute, { touches: ["contacts"] });
  const restoring = useWrite(restoreContactRoute, { touches: topics });
  const handleDelete = async () => {
    if (!(await deleting.send({ params }))) return;
    void navigate("/contacts");
    toast.done(t("contacts.said.deleted", { name: contact.name }), () => restoring.send({ params }));
  };
  const fact = { record: contact, edit };
  return (
    <RecordHead
      {...fact}
      kind="contacts"
      verbs={[
        { label: t("contacts.merge_other"), icon: "users", disabled: !contact.mayWrite, run: () => setMerging(true) },
        ...privacy.verbs,
      ]}
      actions={
        <>
          {privacy.dialog}
          {merging && <MergeDialog kind="contact" id={contact.id} onClose={() => setMerging(false)} />}
        </>
      }
      nameFields={(name): Fields => ({ name })}
      onDelete={() => void handleDelete()}
    >
      <TextFact
        {...fact}
        label="contacts.field.title"
        name="title"
        read={(one) => one.title}
        fieldsOf={(title) => ({ title })}
      />
      <OrganizationFact
        {...fact}
        label="contacts.field.organization"
        name="organizationId"
        read={(one) => (one.organizationId ? { id: one.organizationId, label: one.organization ?? "" } : null)}
        fieldsOf={(organizationId) => ({ organizationId: organizationId as Seen["organizationId"] })}
      />
      <TextFact
        {...fact}
        label="contacts.field.email"
        name="email"
        type="email"
        read={(one) => one.email}
        fieldsOf={(email) => ({ email })}
      />
      <TextFact
        {...fact}
        label="contacts.field.phone"
        name="phone"
        type="tel"
        read={(one) => one.phone}
        fieldsOf={(phone) => ({ phone })}
      />
      <TextFact
        {...fact}
        label="contacts.field.reading"
        name="reading"
        read={(one) => one.reading}
        fieldsOf={(reading) => ({ reading })}
      />
      <OwnerFact
        {...fact}
        label="contacts.field.owner"
        name="ownerId"
        read={(one) => one.ownerId}
        fieldsOf={(ownerId) => ({ ownerId: ownerId as Seen["ownerId"] })}
      />
    </RecordHead>
  );
}
