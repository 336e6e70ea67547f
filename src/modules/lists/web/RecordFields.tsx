import { useState } from "react";
import { Fact } from "#ui/parts/Fact.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { type CellShape, type ListFieldShape, listRoute, listRowsRoute, type RowShape } from "../api.ts";
import { CellText } from "./cells.tsx";
import { FieldInput, sent } from "./FieldInput.tsx";
import { useChangeMany } from "./useChangeMany.ts";

type Props = { list: string; id: string; mayWrite: boolean; topics: readonly string[] };

/** The workspace's own fields of one record, each changed where it stands. Nothing where it has none. */
export default function RecordFields({ list, id, mayWrite, topics }: Props) {
  const { t } = useWords();
  const { data: about } = useRead(listRoute, { params: { list } }, { topics: ["fields"] });
  const own = (about?.fields ?? []).filter((field) => field.id.startsWith("custom."));
  const filter = JSON.stringify({ all: [{ field: "id", is: "anyOf", value: [id] }] });
  const columns = own.map((field) => field.id).join(",");
  const { data } = useRead(
    listRowsRoute,
    { params: { list }, query: { filter, columns, limit: 1 } },
    { when: own.length > 0, topics, keep: true },
  );
  const row = data?.rows[0];
  if (!row || own.length === 0) return null;
  return (
    <section>
      <h2>{t("lists.own_fields")}</h2>
      <dl className="facts">
        {own.map((field) => (
          <OwnField key={field.id} {...{ list, field, row, mayWrite, topics }} />
        ))}
      </dl>
    </section>
  );
}

type OwnProps = { list: string; field: ListFieldShape; row: RowShape; mayWrite: boolean; topics: readonly string[] };

function OwnField({ list, field, row, mayWrite, topics }: OwnProps) {
  const { t } = useWords();
  const { workspace } = useSession();
  const many = useChangeMany(list, topics);
  const [draft, setDraft] = useState<{ value: CellShape } | null>(null);
  const value = row.cells[field.id] ?? null;
  const label = "text" in field.label ? field.label.text : field.id;
  const edits = field.edits;
  const save = (next: CellShape) => {
    if (edits) void many.change({ ids: [row.id], what: "change", fields: { [edits]: sent(next) } });
    setDraft(null);
  };
  const edit =
    mayWrite && edits
      ? {
          isOpen: draft !== null,
          onOpen: () => setDraft({ value }),
          onCancel: () => setDraft(null),
          onSave: () => draft && save(draft.value),
          control: (
            <FieldInput
              field={field}
              value={draft ? draft.value : value}
              currency={workspace.currency}
              onChange={(next) => setDraft({ value: next })}
            />
          ),
        }
      : undefined;
  return (
    <Fact label={label} edit={edit}>
      {value === null ? <span className="ink2">{t("lists.unset")}</span> : <CellText field={field} cell={value} />}
    </Fact>
  );
}
