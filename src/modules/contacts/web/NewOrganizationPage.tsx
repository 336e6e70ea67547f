import { useState } from "react";
import { useNavigate } from "react-router";
import { useDraft } from "#ui/draft.ts";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { addOrganizationRoute } from "../api.ts";
import { NewRecord } from "./NewRecord.tsx";
import OrganizationsPage from "./OrganizationsPage.tsx";
import { TypedTwins } from "./Twins.tsx";
import { useTypedTwins } from "./useTypedTwins.ts";

const blank = { name: "", industry: "", country: "", website: "" };

export default function NewOrganizationPage() {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const { value: draft, change, sent } = useDraft("organization.new", blank);
  const [isMissing, setMissing] = useState(false);
  const adding = useWrite(addOrganizationRoute, { touches: ["organizations"], onRefused: () => true });
  const handleSave = async () => {
    if (draft.name.trim() === "") return setMissing(true);
    const { name, industry, country, website } = draft;
    const fields = { industry: industry || null, country: country || null, website: website || null };
    const added = await adding.send({ body: { name: name.trim(), ...fields } });
    if (!added) return;
    sent();
    void navigate(`/organizations/${added.id}`, { replace: true });
  };
  const fault = (pointer: string) => faultAt(words, adding.refusal, pointer);
  const field = (name: keyof typeof blank) => ({
    ...{ label: t(`contacts.field.${name}`), maxLength: 300, value: draft[name], error: fault(`/${name}`) },
    onChange: (text: string) => change({ [name]: text }),
  });
  const name = field("name");
  const twins = useTypedTwins({
    ...{ kind: "organization", name: draft.name, website: draft.website || null, country: draft.country || null },
  });
  return (
    <>
      <OrganizationsPage />
      <NewRecord
        title={t("contacts.new.organization")}
        error={fault("/name") ? null : adding.refusal}
        disabled={adding.sending || !adding.mayWrite}
        onSave={() => void handleSave()}
        onClose={() => void navigate("/organizations")}
      >
        <TextInput
          {...name}
          required
          error={name.error ?? (isMissing && !draft.name.trim() ? t("ui.part.needed") : undefined)}
        />
        <TypedTwins kind="organization" hints={twins} />
        <div className="pair">
          <TextInput {...field("industry")} optional />
          <TextInput {...field("country")} optional />
        </div>
        <TextInput {...field("website")} optional type="url" />
      </NewRecord>
    </>
  );
}
