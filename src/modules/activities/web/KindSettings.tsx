import { useState } from "react";
import { Settings } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Checkbox, Select, TextInput } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import {
  activityIcons,
  addActivityTypeRoute,
  addCallOutcomeRoute,
  changeActivityTypeRoute,
  changeCallOutcomeRoute,
} from "../api.ts";
import { useKinds } from "./useKinds.ts";

const touches = ["activity_kinds"];

/** Kinds of activity of the workspace's own, and what can come of a call. Archived, never deleted. */
export default function KindSettings() {
  const { t } = useWords();
  const { types, outcomes, outcomeName, iconOf, error, again } = useKinds();
  const changingType = useWrite(changeActivityTypeRoute, { touches });
  const changingOutcome = useWrite(changeCallOutcomeRoute, { touches });
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      <Card title={t("activities.settings.types")}>
        <p className="lead">{t("activities.settings.types_lead")}</p>
        <ul>
          {types.length === 0 && <li className="li ink2">{t("activities.settings.no_types")}</li>}
          {types.map(({ id, name, isTouch, archivedAt }) => (
            <Line
              key={id}
              name={name}
              icon={<Icon name={iconOf({ kind: "other", typeId: id })} small />}
              mark={isTouch ? t("activities.settings.touch") : null}
              isArchived={archivedAt !== null}
              onArchive={(archived) => void changingType.send({ params: { id }, body: { archived } })}
            />
          ))}
        </ul>
        <AddType />
      </Card>
      <Card title={t("activities.settings.outcomes")}>
        <ul>
          {outcomes.map((one) => (
            <Line
              key={one.id}
              name={outcomeName(one)}
              mark={one.isReached ? t("activities.settings.reached") : null}
              isArchived={one.archivedAt !== null}
              onArchive={(archived) => void changingOutcome.send({ params: { id: one.id }, body: { archived } })}
            />
          ))}
        </ul>
        <AddOutcome />
      </Card>
    </Settings>
  );
}

type LineProps = {
  name: string;
  icon?: React.ReactNode;
  mark: string | null;
  isArchived: boolean;
  onArchive: (archived: boolean) => void;
};

function Line({ name, icon, mark, isArchived, onArchive }: LineProps) {
  const { t } = useWords();
  return (
    <li className="li">
      {icon}
      <span className={isArchived ? "grow cut ink3" : "grow cut"}>{name}</span>
      {mark && <Chip>{mark}</Chip>}
      {isArchived && <Chip>{t("activities.settings.archived")}</Chip>}
      <Button
        small
        quiet
        icon={isArchived ? "undo" : "box"}
        name={t(isArchived ? "activities.settings.bring_back" : "activities.settings.archive", { name })}
        onClick={() => onArchive(!isArchived)}
      />
    </li>
  );
}

function AddType() {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [icon, setIcon] = useState<(typeof activityIcons)[number]>("flag");
  const [isTouch, setTouch] = useState(true);
  const { send, mayWrite } = useWrite(addActivityTypeRoute, {
    touches,
    onDone: () => {
      setName("");
      toast.done(t("activities.settings.saved"));
    },
  });
  return (
    <form
      className="card-body two"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") void send({ body: { name: name.trim(), icon, isTouch } });
      }}
    >
      <TextInput label={t("activities.settings.name")} maxLength={60} value={name} onChange={setName} />
      <Select
        label={t("activities.settings.icon")}
        choices={activityIcons.map((value) => ({ value, label: t(`activities.icon.${value}`) }))}
        value={icon}
        onChange={setIcon}
      />
      <Checkbox label={t("activities.settings.is_touch")} checked={isTouch} onChange={setTouch} />
      <div className="acts">
        <button type="submit" className="btn" disabled={!mayWrite || name.trim() === ""}>
          {t("activities.settings.add")}
        </button>
      </div>
    </form>
  );
}

function AddOutcome() {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [isReached, setReached] = useState(false);
  const { send, mayWrite } = useWrite(addCallOutcomeRoute, {
    touches,
    onDone: () => {
      setName("");
      toast.done(t("activities.settings.saved"));
    },
  });
  return (
    <form
      className="card-body two"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") void send({ body: { name: name.trim(), isReached } });
      }}
    >
      <TextInput label={t("activities.settings.name")} maxLength={60} value={name} onChange={setName} />
      <Checkbox label={t("activities.settings.is_reached")} checked={isReached} onChange={setReached} />
      <div className="acts">
        <button type="submit" className="btn" disabled={!mayWrite || name.trim() === ""}>
          {t("activities.settings.add")}
        </button>
      </div>
    </form>
  );
}
