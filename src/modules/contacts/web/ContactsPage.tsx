import { ContactLists } from "./ContactLists.tsx";

const columns = ["name", "title", "organizationId", "email", "phone", "ownerId"];

export default function ContactsPage() {
  return <ContactLists name="contacts" columns={columns} />;
}
