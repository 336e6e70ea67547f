import { ContactLists } from "./ContactLists.tsx";

const columns = ["name", "industry", "country", "employees", "annualRevenue", "boughtOn", "ownerId"];

export default function OrganizationsPage() {
  return <ContactLists name="organizations" columns={columns} />;
}
