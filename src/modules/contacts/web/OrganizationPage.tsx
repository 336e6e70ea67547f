import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { Answered, Asked } from "#lib/route.ts";
import { RecordFields, RecordShares } from "#modules/lists/web/public.tsx";
import { NotFound } from "#ui/Boundary.tsx";
import { CallRefused, call } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { ButtonLink } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Fact } from "#ui/parts/Fact.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { When } from "#ui/parts/When.tsx";
import { keyOf, useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { Slot } from "#ui/slots.tsx";
import { useRecordEdit } from "#ui/useRecordEdit.ts";
import { useWords } from "#ui/words.tsx";
import {
  changeOrganizationRoute,
  deleteOrganizationRoute,
  organizationPeopleRoute,
  organizationRoute,
  restoreOrganizationRoute,
} from "../api.ts";
import type { Ways as Reach } from "../ways.ts";
import { MoneyFact, NumberFact, OrganizationFact, OwnerFact, TextFact } from "./EditableFact.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { RecordHead } from "./RecordHead.tsx";
import { organizationDeals, organizationTimeline } from "./slots.ts";
import { TwinsSection } from "./Twins.tsx";
import { useMergedInto } from "./useMergedInto.ts";
import { WaysSection } from "./Ways.tsx";

type Seen = Answered<typeof organizationRoute>;
type Fields = Asked<typeof changeOrganizationRoute>["body"];

export default function OrganizationPage() {
  const { id = "" } = useParams();
  const params = { id: id as Seen["id"] };
  const { data, error, again, loading } = useRead(organizationRoute, { params }, { topics: [`organization:${id}`] });
  if (useMergedInto("organizations", error)) return null;
  if (error instanceof CallRefused && [404, 422].includes(error.status)) return <NotFound />;
  if (data) return <SeenPage key={data.id} organization={data} />;
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={3} height={44} />}
    </main>
  );
}

function SeenPage({ organization }: { organization: Seen }) {
  const { t } = useWords();
  const given = { id: organization.id, mayWrite: organization.mayWrite };
  return (
    <main className="main rec" id="main" tabIndex={-1}>
      <Head organization={organization} />
      <div className="feed">
        <Slot of={organizationTimeline} given={given} />
      </div>
      <aside className="side" aria-label={t("contacts.details")}>
        <Slot of={organizationDeals} given={{ id: organization.id }} />
        <Ways organization={organization} />
        <RecordFields
          list="organizations"
          id={organization.id}
          mayWrite={organization.mayWrite}
          topics={["organizations"]}
        />
        <People organization={organization} />
        <Family organization={organization} />
        <TwinsSection kind="organization" id={organization.id} mayWrite={organization.mayWrite} />
        <RecordShares kind="organization" id={organization.id} />
      </aside>
    </main>
  );
}

function Head({ organization }: { organization: Seen }) {
  const { t, formatNumber } = useWords();
  const [merging, setMerging] = useState(false);
  const { workspace } = useSession();
  const navigate = useNavigate();
  const params = { id: organization.id };
  const topics = [`organization:${organization.id}`, "organizations"];
  const edit = useRecordEdit<Seen, Fields>({
    ...{ record: organization, key: keyOf(organizationRoute, { params }), topics },
    write: (body, ifMatch) => call(changeOrganizationRoute, { params, body }, { ifMatch }),
  });
  const deleting = useWrite(deleteOrganizationRoute, { touches: ["organizations"] });
  const restoring = useWrite(restoreOrganizationRoute, { touches: topics });
  const handleDelete = async () => {
    if (!(await deleting.send({ params }))) return;
    void navigate("/organizations");
    toast.done(t("contacts.said.deleted", { name: organization.name }), () => restoring.send({ params }));
  };
  const fact = { record: organization, edit };
  return (
    <RecordHead
      {...fact}
      kind="organizations"
      nameFields={(name): Fields => ({ name })}
      onDelete={() => void handleDelete()}
      verbs={[
        {
          label: t("contacts.merge_other"),
          icon: "team",
          disabled: !organization.mayWrite,
          run: () => setMerging(true),
        },
      ]}
      actions={
        <>
          {merging && <MergeDialog kind="organization" id={organization.id} onClose={() => setMerging(false)} />}
          <ButtonLink icon="plus" to={`/deals/new?organization=${organization.id}`}>
            {t("contacts.new_deal")}
          </ButtonLink>
        </>
      }
    >
      <Fact label={t("contacts.field.boughtOn")}>
        {organization.boughtOn ? (
          <When at={organization.boughtOn} length="long" />
        ) : (
          <span className="ink2">{t("contacts.not_bought")}</span>
        )}
      </Fact>
      <OwnerFact
        {...fact}
        label="contacts.field.owner"
        name="ownerId"
        read={(one) => one.ownerId}
        fieldsOf={(ownerId) => ({ ownerId: ownerId as Seen["ownerId"] })}
      />
      <TextFact
        {...fact}
        label="contacts.field.industry"
        name="industry"
        read={(one) => one.industry}
        fieldsOf={(industry) => ({ industry })}
      />
      <TextFact
        {...fact}
        label="contacts.field.country"
        name="country"
        read={(one) => one.country}
        fieldsOf={(country) => ({ country })}
      />
      <NumberFact
        {...fact}
        label="contacts.field.employees"
        name="employees"
        read={(one) => one.employees}
        fieldsOf={(employees) => ({ employees })}
        say={(count) => formatNumber(count)}
      />
      <NumberFact
        {...fact}
        label="contacts.field.foundedYear"
        name="foundedYear"
        read={(one) => one.foundedYear}
        fieldsOf={(foundedYear) => ({ foundedYear })}
        say={String}
      />
      <MoneyFact
        {...fact}
        label="contacts.field.annualRevenue"
        name="annualRevenue"
        read={(one) => one.annualRevenue}
        fieldsOf={(annualRevenue) => ({ annualRevenue })}
        currency={workspace.currency}
      />
      <TextFact
        {...fact}
        label="contacts.field.website"
        name="website"
        type="url"
        read={(one) => one.website}
        fieldsOf={(website) => ({ website })}
      />
      <TextFact
        {...fact}
        label="contacts.field.phone"
        name="phone"
        type="tel"
        read={(one) => one.phone}
        fieldsOf={(phone) => ({ phone })}
      />
      <OrganizationFact
        {...fact}
        label="contacts.field.parent"
        name="parentId"
        read={(one) => (one.parentId ? { id: one.parentId, label: one.parent ?? "" } : null)}
        fieldsOf={(parentId) => ({ parentId: parentId as Seen["parentId"] })}
      />
    </RecordHead>
  );
}

function Ways({ organization }: { organization: Seen }) {
  const params = { id: organization.id };
  const saving = useWrite(changeOrganizationRoute, { touches: [`organization:${organization.id}`, "organizations"] });
  const save = async ({ emails, phones, addresses, links }: Reach) => {
    const body = { emails: [...emails], phones: [...phones], addresses: [...addresses], links: [...links] };
    return (await saving.send({ params, body })) !== undefined;
  };
  return <WaysSection ways={organization} mayWrite={organization.mayWrite} save={save} />;
}

function People({ organization: { id } }: { organization: Seen }) {
  const { t, formatDate } = useWords();
  const topics = ["contacts", `organization:${id}`];
  const { data, error, again, loading } = useRead(organizationPeopleRoute, { params: { id } }, { topics });
  const present = data?.people.filter(({ toOn }) => toOn === null) ?? [];
  const former = data?.people.filter(({ toOn }) => toOn !== null) ?? [];
  const personLine = (one: Answered<typeof organizationPeopleRoute>["people"][number]) => (
    <li key={one.roleId}>
      <Link to={`/contacts/${one.id}`}>
        <Avatar name={one.name} size="lg" />
        <span className="grow">
          <span className="s b cut block">{one.name}</span>
          <span className="xs ink2 cut block">
            {[one.department, one.title, one.toOn && t("contacts.until", { date: formatDate(one.toOn, "long") })]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </Link>
    </li>
  );
  return (
    <section>
      <h2>
        {t("contacts.people")}
        <Link className="link" to={`/contacts/new?organization=${id}`}>
          {t("contacts.add")}
        </Link>
      </h2>
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={3} height={32} />}
      {data && present.length === 0 && <p className="s ink2">{t("contacts.no_people")}</p>}
      <ul className="ppl">{present.map(personLine)}</ul>
      {former.length > 0 && <h3 className="s b">{t("contacts.former")}</h3>}
      {former.length > 0 && <ul className="ppl">{former.map(personLine)}</ul>}
    </section>
  );
}

/** The organizations above it, the topmost first, and those under it. */
function Family({ organization }: { organization: Seen }) {
  const { t } = useWords();
  const { above, subsidiaries } = organization;
  if (above.length + subsidiaries.length === 0) return null;
  const line = (id: string, name: string) => (
    <li key={id}>
      <Link to={`/organizations/${id}`}>
        <Avatar name={name} square />
        <span className="s b cut">{name}</span>
      </Link>
    </li>
  );
  return (
    <section>
      {above.length > 0 && (
        <>
          <h2>{t("contacts.field.parent")}</h2>
          <ul className="ppl">{above.map((one) => line(one.id, one.name))}</ul>
        </>
      )}
      {subsidiaries.length > 0 && (
        <>
          <h2>{t("contacts.subsidiaries")}</h2>
          <ul className="ppl">{subsidiaries.map((one) => line(one.id, one.name))}</ul>
        </>
      )}
    </section>
  );
}
