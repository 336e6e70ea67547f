import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Settings } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Select, TextArea, TextInput } from "#ui/parts/Field.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { addFieldRoute, changeFieldRoute, fieldsRoute } from "../api.ts";
import { type FieldedRecord, fieldedRecords, fieldTypes } from "../field.ts";

type Field = Answered<typeof fieldsRoute>[number];
const topics = ["fields"];

/** Fields of the workspace's own, by kind of record. */
export default function FieldSettings() {
  const { t } = useWords();
  const [record, setRecord] = useState<FieldedRecord>("deal");
  const { data, error, again } = useRead(fieldsRoute, { query: {} }, { topics });
  const fields = (data ?? []).filter((field) => field.record === record);
  const shown = [...fields.filter((field) => !field.archived), ...fields.filter((field) => field.archived)];
  return (
    <Settings>
      <p className="lead">{t("fields.settings.lead")}</p>
      {error && <Problem error={error} onAgain={again} />}
      {!data && !error && <Skeleton lines={5} height={36} />}
      {data && (
        <Tabs
          label={t("fields.settings.title")}
          tabs={fieldedRecords.map((name) => ({
            name,
            label: t(`fields.record.${name}`),
            count: data.filter((field) => field.record === name && !field.archived).length,
          }))}
          current={record}
          onChange={setRecord}
        >
          <Card title={t(`fields.record.${record}`)}>
            {shown.length === 0 && <Empty title={t("fields.none")}>{t("fields.none_hint")}</Empty>}
            <ul>
              {shown.map((field, at) => (
                <FieldLine
                  key={field.id}
                  field={field}
                  at={at}
                  last={fields.filter((one) => !one.archived).length - 1}
                />
              ))}
            </ul>
            <AddField key={record} record={record} keys={fields.map((field) => field.key)} />
          </Card>
        </Tabs>
      )}
    </Settings>
  );
}

function FieldLine({ field, at, last }: { field: Field; at: number; last: number }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { send, mayWrite, sending } = useWrite(changeFieldRoute, { touches: topics });
  const change = (body: { position?: number; archived?: boolean; onCard?: boolean }) =>
    void send({ params: { id: field.id }, body });
  const { label } = field;
  if (isOpen) return <EditField field={field} onDone={() => setOpen(false)} />;
  return (
    <li className="li">
      <span className="grow cut">
        <strong>{label}</strong> <span className="ink2">{t(`fields.type.${field.type}`)}</span>{" "}
        <span className="ink3 xs">{field.key}</span> {field.archived && <Chip>{t("fields.archived")}</Chip>}
      </span>
      {!field.archived && (
        <>
          <Button
            quiet
            small
            icon="up"
            name={t("fields.up", { label })}
            disabled={at === 0 || sending}
            onClick={() => change({ position: at - 1 })}
          />
          <Button
            quiet
            small
            icon="down"
            name={t("fields.down", { label })}
            disabled={at >= last || sending}
            onClick={() => change({ position: at + 1 })}
          />
          <Button quiet small icon="edit" name={t("fields.edit", { label })} onClick={() => setOpen(true)} />
        </>
      )}
      {field.record === "deal" && !field.archived && (
        <Button
          quiet
          small
          aria-pressed={field.onCard}
          disabled={!mayWrite || sending}
          onClick={() => change({ onCard: !field.onCard })}
        >
          {t("fields.on_card")}
        </Button>
      )}
      <Button quiet small disabled={!mayWrite || sending} onClick={() => change({ archived: !field.archived })}>
        {t(field.archived ? "fields.unarchive" : "fields.archive")}
      </Button>
    </li>
  );
}

function EditField({ field, onDone }: { field: Field; onDone: () => void }) {
  const words = useWords();
  const { t } = words;
  const [label, setLabel] = useState(field.label);
  const [choices, setChoices] = useState(field.choices);
  const [formula, setFormula] = useState(field.formula ?? "");
  const [added, setAdded] = useState("");
  const { send, sending, mayWrite, refusal } = useWrite(changeFieldRoute, {
    touches: topics,
    onRefused: () => true,
    onDone: (saved) => {
      toast.done(t("fields.saved", { label: saved.label }));
      onDone();
    },
  });
  const hasChoices = field.type === "choice" || field.type === "choices";
  const all =
    added.trim() === "" ? choices : [...choices, { id: crypto.randomUUID(), label: added.trim(), archived: false }];
  const save = () =>
    void send({
      params: { id: field.id },
      body: { label, ...(hasChoices ? { choices: all } : {}), ...(field.type === "formula" ? { formula } : {}) },
    });
  return (
    <li className="card-body">
      <TextInput
        label={t("fields.label")}
        value={label}
        onChange={setLabel}
        error={faultAt(words, refusal, "/label")}
      />
      {field.type === "formula" && (
        <TextArea
          label={t("fields.formula")}
          value={formula}
          onChange={setFormula}
          error={faultAt(words, refusal, "/formula")}
        />
      )}
      {hasChoices && (
        <ul>
          {choices.map((choice) => (
            <li key={choice.id} className="li">
              <span className="grow">{choice.archived ? <s>{choice.label}</s> : choice.label}</span>
              <Button
                quiet
                small
                onClick={() =>
                  setChoices(choices.map((one) => (one.id === choice.id ? { ...one, archived: !one.archived } : one)))
                }
              >
                {t(choice.archived ? "fields.choice_restore" : "fields.choice_archive", { choice: choice.label })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {hasChoices && (
        <TextInput
          label={t("fields.choice_new")}
          value={added}
          onChange={setAdded}
          error={faultAt(words, refusal, "/choices")}
          optional
        />
      )}
      <div className="acts">
        <Button onClick={onDone}>{t("ui.part.cancel")}</Button>
        <Button primary disabled={!mayWrite || sending || label.trim() === ""} onClick={save}>
          {t("fields.save")}
        </Button>
      </div>
    </li>
  );
}

function AddField({ record, keys }: { record: FieldedRecord; keys: readonly string[] }) {
  const words = useWords();
  const { t } = words;
  const [label, setLabel] = useState("");
  const [type, setType] = useState<Field["type"]>("text");
  const [choices, setChoices] = useState("");
  const [formula, setFormula] = useState("");
  const { send, sending, mayWrite, refusal } = useWrite(addFieldRoute, {
    touches: topics,
    onRefused: () => true,
    onDone: (field) => {
      setLabel("");
      setChoices("");
      setFormula("");
      toast.done(t("fields.added", { label: field.label }));
    },
  });
  const hasChoices = type === "choice" || type === "choices";
  const lines = choices.split("\n").flatMap((line) => line.trim() || []);
  return (
    <form
      className="card-body two"
      onSubmit={(event) => {
        event.preventDefault();
        void send({
          body: {
            record,
            label,
            type,
            ...(hasChoices ? { choices: lines } : {}),
            ...(type === "formula" ? { formula } : {}),
          },
        });
      }}
    >
      <TextInput
        label={t("fields.label")}
        value={label}
        onChange={setLabel}
        maxLength={100}
        error={faultAt(words, refusal, "/label")}
      />
      <Select
        label={t("fields.type")}
        value={type}
        choices={fieldTypes.map((value) => ({ value, label: t(`fields.type.${value}`) }))}
        onChange={setType}
      />
      {hasChoices && (
        <TextArea
          label={t("fields.choices")}
          value={choices}
          onChange={setChoices}
          error={faultAt(words, refusal, "/choices")}
        />
      )}
      {type === "formula" && (
        <TextArea
          label={t("fields.formula")}
          hint={t("fields.formula_hint", { keys: keys.join(", ") || "value" })}
          value={formula}
          onChange={setFormula}
          error={faultAt(words, refusal, "/formula")}
        />
      )}
      <div className="acts">
        <Button type="submit" icon="plus" disabled={!mayWrite || sending || label.trim() === ""}>
          {t("fields.add")}
        </Button>
      </div>
    </form>
  );
}
