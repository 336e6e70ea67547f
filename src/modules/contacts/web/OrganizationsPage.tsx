import type { Answered } from "#lib/route.ts";
import { call } from "#ui/call.ts";
import { Avatar, Who } from "#ui/parts/Avatar.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { type Column, Table } from "#ui/parts/Table.tsx";
import { useWords } from "#ui/words.tsx";
import { organizationSorts, organizationsRoute } from "../api.ts";
import { ListFrame } from "./ListFrame.tsx";
import { useListAddress, useListPages } from "./useListPages.ts";

type Row = Answered<typeof organizationsRoute>["rows"][number];

export default function OrganizationsPage() {
  const { t, formatNumber, formatMoney, formatDate } = useWords();
  const { sort, order, q, shownSort, sortBy, search } = useListAddress(organizationSorts, "name");
  const asked = { sort, order, ...(q ? { q } : {}) };
  const pages = useListPages<Row>("organizations", asked, (after, signal) =>
    call(organizationsRoute, { query: { ...asked, ...(after ? { after } : {}) } }, { signal }),
  );
  const columns: Column<Row>[] = [
    {
      ...{ id: "name", head: t("contacts.field.name"), sortable: true },
      cell: (row) => (
        <>
          <Avatar name={row.name} size="sm" square />
          <span className="cut">{row.name}</span>
        </>
      ),
    },
    { id: "industry", head: t("contacts.field.industry"), width: 150, sortable: true, cell: (row) => row.industry },
    { id: "country", head: t("contacts.field.country"), width: 150, sortable: true, cell: (row) => row.country },
    {
      ...{ id: "employees", head: t("contacts.field.employees"), width: 120, right: true, sortable: true },
      cell: (row) => row.employees !== null && formatNumber(row.employees),
    },
    {
      ...{ id: "annualRevenue", head: t("contacts.field.annualRevenue"), width: 150, right: true, sortable: true },
      cell: (row) => row.annualRevenue && formatMoney(row.annualRevenue.minor, row.annualRevenue.currency),
    },
    {
      ...{ id: "boughtOn", head: t("contacts.field.boughtOn"), width: 190, sortable: true, phone: true },
      cell: (row) =>
        row.boughtOn && (
          <Chip meaning="won" icon="check">
            {t("contacts.account_since", { date: formatDate(row.boughtOn, "long") })}
          </Chip>
        ),
    },
    { id: "owner", head: t("contacts.field.owner"), width: 170, cell: (row) => row.owner && <Who name={row.owner} /> },
  ];
  return (
    <ListFrame name="organizations" q={q} onSearch={search} pages={pages}>
      <Table
        label={t("contacts.tab.organizations")}
        columns={columns}
        rows={pages.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        hrefOf={(row) => `/organizations/${row.id}`}
        sort={shownSort}
        onSort={sortBy}
        count={pages.count ?? 0}
        onEnd={pages.more}
      />
    </ListFrame>
  );
}
