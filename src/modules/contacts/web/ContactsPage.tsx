import type { Answered } from "#lib/route.ts";
import { call } from "#ui/call.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar, Who } from "#ui/parts/Avatar.tsx";
import { type Column, Table } from "#ui/parts/Table.tsx";
import { useWords } from "#ui/words.tsx";
import { contactsRoute } from "../api.ts";
import { ListFrame } from "./ListFrame.tsx";
import { useListAddress, useListPages } from "./useListPages.ts";

type Row = Answered<typeof contactsRoute>["rows"][number];

export default function ContactsPage() {
  const { t } = useWords();
  const { sort, order, q, shownSort, sortBy, search } = useListAddress(["name", "organization", "title"], "name");
  const asked = { sort, order, ...(q ? { q } : {}) };
  const pages = useListPages<Row>("contacts", asked, (after, signal) =>
    call(contactsRoute, { query: { ...asked, ...(after ? { after } : {}) } }, { signal }),
  );
  const columns: Column<Row>[] = [
    {
      ...{ id: "name", head: t("contacts.field.name"), sortable: true },
      cell: (row) => (
        <>
          <Avatar name={row.name} size="sm" />
          <span className="cut">{row.name}</span>
          {row.reading && <span className="ink3 xs cut">{row.reading}</span>}
        </>
      ),
    },
    { id: "title", head: t("contacts.field.title"), width: 200, sortable: true, cell: (row) => row.title },
    {
      ...{ id: "organization", head: t("contacts.field.organization"), width: 200, sortable: true, phone: true },
      cell: (row) => row.organizationId && <Link to={`/organizations/${row.organizationId}`}>{row.organization}</Link>,
    },
    { id: "email", head: t("contacts.field.email"), width: 270, cell: (row) => row.email },
    { id: "phone", head: t("contacts.field.phone"), width: 160, cell: (row) => row.phone },
    { id: "owner", head: t("contacts.field.owner"), width: 170, cell: (row) => row.owner && <Who name={row.owner} /> },
  ];
  return (
    <ListFrame name="contacts" q={q} onSearch={search} pages={pages}>
      <Table
        label={t("contacts.tab.contacts")}
        columns={columns}
        rows={pages.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        hrefOf={(row) => `/contacts/${row.id}`}
        sort={shownSort}
        onSort={sortBy}
        count={pages.count ?? 0}
        onEnd={pages.more}
      />
    </ListFrame>
  );
}
