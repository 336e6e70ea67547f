import { useState } from "react";
import { useLocation, useNavigate, useParams } from "react-router";
import type { Answered } from "#lib/route.ts";
import { NotFound } from "#ui/Boundary.tsx";
import { CallRefused } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";
import {
  contactMergePreviewRoute,
  mergeContactsRoute,
  mergeOrganizationsRoute,
  organizationMergePreviewRoute,
} from "../api.ts";
import type { Side } from "../mergeFields.ts";
import { useMergeFieldText, useUndoMerge } from "./Twins.tsx";
import "./contacts.css";

type Preview = Answered<typeof contactMergePreviewRoute>;
type Kind = "contact" | "organization";

/** Two records beside each other: which value stays of each field, and what both bring along. */
export default function MergePage() {
  const { id = "", other = "" } = useParams();
  const kind = useLocation().pathname.startsWith("/contacts") ? "contact" : "organization";
  const params = { id: id as never, absorbed: other as never };
  const { data, error, again, loading } = useRead(
    kind === "contact" ? contactMergePreviewRoute : organizationMergePreviewRoute,
    { params },
  );
  if (error instanceof CallRefused && error.status === 404) return <NotFound />;
  if (data) return <Choosing key={`${id} ${other}`} kind={kind} preview={data} />;
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={8} height={36} />}
    </main>
  );
}

function Choosing({ kind, preview }: { kind: Kind; preview: Preview }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const undo = useUndoMerge(kind);
  const { survivor, absorbed, fields } = preview;
  const [take, setTake] = useState<Record<string, Side>>(() =>
    Object.fromEntries(fields.map(({ field, stays }) => [field, stays])),
  );
  const options = {
    touches: [`${kind}s`, `${kind}:${survivor.id}`, "deals", "activities", "duplicates"],
    onRefused: () => true,
  };
  const people = useWrite(mergeContactsRoute, options);
  const places = useWrite(mergeOrganizationsRoute, options);
  const write = kind === "contact" ? people : places;
  useTitle(t("contacts.merge"));
  const handleMerge = async () => {
    const asked = { params: { id: survivor.id as never }, body: { absorbed: absorbed.id as never, take } };
    const done = await (kind === "contact" ? people.send(asked) : places.send(asked));
    if (!done) return;
    void navigate(`/${kind}s/${survivor.id}`, { replace: true });
    toast.done(t("contacts.said.merged", { name: absorbed.name }), () => undo(done.mergeId));
  };
  const differing = fields.filter((one) => one.survivor !== null || one.absorbed !== null);
  return (
    <main className="main" id="main" tabIndex={-1}>
      <div className="merge-page">
        <h1>{t("contacts.merge_title", { survivor: survivor.name, absorbed: absorbed.name })}</h1>
        <p className="s ink2">{t("contacts.merge_hint")}</p>
        {write.refusal && <Problem error={write.refusal} />}
        <FieldsTable
          fields={differing}
          names={{ survivor: survivor.name, absorbed: absorbed.name }}
          take={take}
          onTake={(field, side) => setTake({ ...take, [field]: side })}
        />
        <Together preview={preview} />
        <div className="row">
          <Button primary disabled={write.sending || !write.mayWrite} onClick={() => void handleMerge()}>
            {t("contacts.merge_now")}
          </Button>
          <ButtonLink to={`/${kind}s/${absorbed.id}/merge/${survivor.id}`}>{t("contacts.merge_swap")}</ButtonLink>
          <ButtonLink to={`/${kind}s/${survivor.id}`}>{t("ui.part.cancel")}</ButtonLink>
        </div>
      </div>
    </main>
  );
}

type TableProps = {
  fields: Preview["fields"];
  names: Record<Side, string>;
  take: Record<string, Side>;
  onTake: (field: string, side: Side) => void;
};

function FieldsTable({ fields, names, take, onTake }: TableProps) {
  const { t, formatMoney, formatNumber } = useWords();
  const sayField = useMergeFieldText();
  const say = (field: string, value: Preview["fields"][number]["survivor"]) => {
    if (value === null) return "";
    if (typeof value === "string") return value;
    if (typeof value === "number") return field === "foundedYear" ? String(value) : formatNumber(value);
    return formatMoney(value.minor, value.currency);
  };
  const cell = ({ field, ...values }: Preview["fields"][number], side: Side) => {
    const value = say(field, values[side]);
    return (
      <td key={side}>
        <label>
          <input
            type="radio"
            name={field}
            checked={take[field] === side}
            onChange={() => onTake(field, side)}
            aria-label={`${sayField(field)}: ${value || t("contacts.unset")}`}
          />
          <span className={value ? undefined : "ink2"}>{value || t("contacts.unset")}</span>
        </label>
      </td>
    );
  };
  return (
    <table className="merge-pick">
      <caption className="sr">{t("contacts.merge_fields")}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("contacts.merge_stays", { name: names.survivor })}</th>
          <th scope="col">{t("contacts.merge_goes", { name: names.absorbed })}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((one) => (
          <tr key={one.field}>
            <th scope="row" className="s ink2">
              {sayField(one.field)}
            </th>
            {cell(one, "survivor")}
            {cell(one, "absorbed")}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Together({ preview: { emails, phones, addresses, links } }: { preview: Preview }) {
  const { t } = useWords();
  const lists = [
    [t("contacts.emails"), emails],
    [t("contacts.phones"), phones],
    [t("contacts.addresses"), addresses],
    [t("contacts.links"), links],
  ] as const;
  const filled = lists.filter(([, all]) => all.length > 0);
  if (filled.length === 0) return null;
  return (
    <section>
      <h2>{t("contacts.merge_together")}</h2>
      <ul>
        {filled.map(([head, all]) => (
          <li key={head} className="s">
            <span className="ink2">{head}</span> {all.join(", ")}
          </li>
        ))}
      </ul>
    </section>
  );
}
