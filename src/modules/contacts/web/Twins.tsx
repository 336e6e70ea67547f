import { useNavigate } from "react-router";
import type { Answered } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Link } from "#ui/Link.tsx";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { When } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import {
  contactDuplicatesRoute,
  contactMergesRoute,
  type duplicateHintsRoute,
  organizationDuplicatesRoute,
  organizationMergesRoute,
  tellApartRoute,
  undoMergeRoute,
} from "../api.ts";
import "./contacts.css";

export type Hint = Answered<typeof duplicateHintsRoute>["hints"][number];
type Kind = "contact" | "organization";

/** What else may be this record, and what became one with it. Nothing where there is nothing to say. */
export function TwinsSection({ kind, id, mayWrite }: { kind: Kind; id: string; mayWrite: boolean }) {
  const { t } = useWords();
  const params = { id: id as never };
  const topics = { topics: [`${kind}:${id}`] };
  const hints =
    useRead(kind === "contact" ? contactDuplicatesRoute : organizationDuplicatesRoute, { params }, topics).data
      ?.hints ?? [];
  const merges =
    useRead(kind === "contact" ? contactMergesRoute : organizationMergesRoute, { params }, topics).data?.merges ?? [];
  const undo = useUndoMerge(kind);
  const apart = useWrite(tellApartRoute, { touches: [`${kind}:${id}`, "duplicates"] });
  if (hints.length + merges.length === 0) return null;
  return (
    <section>
      {hints.length > 0 && <h2>{t("contacts.twins")}</h2>}
      <ul className="twins">
        {hints.map((hint) => (
          <li key={hint.id}>
            <Link className="s b cut" to={`/${kind}s/${hint.id}`}>
              {hint.name}
            </Link>
            {mayWrite && hint.mayWrite && (
              <span className="row">
                <Button quiet small onClick={() => void apart.send({ body: { kind, one: id, other: hint.id } })}>
                  {t("contacts.are_two")}
                </Button>
                <ButtonLink
                  small
                  to={`/${kind}s/${id}/merge/${hint.id}`}
                  name={t("contacts.merge_with", { name: hint.name })}
                >
                  {t("contacts.merge")}
                </ButtonLink>
              </span>
            )}
            <Why reasons={hint.reasons} detail={hint.detail} />
          </li>
        ))}
      </ul>
      {merges.length > 0 && <h2>{t("contacts.merged_here")}</h2>}
      <ul className="twins">
        {merges.map((merge) => (
          <li key={merge.id}>
            <span className="s b cut">{merge.name}</span>
            {mayWrite && (
              <Button
                small
                icon="undo"
                name={t("contacts.undo_merge_of", { name: merge.name })}
                onClick={() => void undo(merge.id)}
              >
                {t("contacts.undo_merge")}
              </Button>
            )}
            <span className="xs ink2 why">
              {merge.by} · <When at={merge.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Undoes a merge, and says what was changed since and stays. */
export function useUndoMerge(kind: Kind): (merge: string) => Promise<void> {
  const { t } = useWords();
  const undoing = useWrite(undoMergeRoute, { touches: [`${kind}s`, "deals", "activities", "duplicates"] });
  const sayField = useMergeFieldText();
  return async (merge) => {
    const done = await undoing.send({ params: { id: merge as never } });
    if (!done) return;
    const kept = done.kept.map(sayField).join(", ");
    toast.done(kept ? t("contacts.said.unmerged_kept", { fields: kept }) : t("contacts.said.unmerged"));
  };
}

export function useMergeFieldText(): (field: string) => string {
  const { t } = useWords();
  return (field) => {
    switch (field) {
      case "organizationId":
        return t("contacts.field.organization");
      case "ownerId":
        return t("contacts.field.owner");
      case "parentId":
        return t("contacts.field.parent");
      case "name":
      case "reading":
      case "title":
      case "department":
      case "email":
      case "phone":
      case "industry":
      case "country":
      case "website":
      case "employees":
      case "foundedYear":
      case "annualRevenue":
        return t(`contacts.field.${field}`);
      default:
        return field;
    }
  };
}

export function Why({ reasons, detail }: { reasons: Hint["reasons"]; detail: string | null }) {
  const { t } = useWords();
  const said = reasons.map((reason) => t(`contacts.why.${reason}`));
  return <span className="xs ink2 why">{[detail, ...said].filter(Boolean).join(" · ")}</span>;
}

/** Under a form that makes a record: those that may be it already. */
export function TypedTwins({ kind, hints }: { kind: Kind; hints: readonly Hint[] }) {
  const { t } = useWords();
  const navigate = useNavigate();
  if (hints.length === 0) return null;
  return (
    <div className="note" role="status">
      <div className="grow">
        <p className="s b">{t("contacts.twins_typed")}</p>
        <ul className="twins">
          {hints.map((hint) => (
            <li key={hint.id}>
              <span className="s cut">{hint.name}</span>
              <Button
                small
                onClick={() => void navigate(`/${kind}s/${hint.id}`)}
                name={t("contacts.open_twin", { name: hint.name })}
              >
                {t("contacts.open")}
              </Button>
              <Why reasons={hint.reasons} detail={hint.detail} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
