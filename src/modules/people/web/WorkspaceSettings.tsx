import { useState } from "react";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Checkbox, Select, TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { sessionRoute, workspaceRoute } from "../api.ts";
import { weekdayChoices } from "./choices.ts";
import { Settings } from "./Settings.tsx";

export default function WorkspaceSettings() {
  const { data } = useRead(sessionRoute, {}, { topics: ["session"] });
  return <Settings>{data && <WorkspaceForm key={data.workspace.name} workspace={data.workspace} />}</Settings>;
}

type Shown = NonNullable<ReturnType<typeof useRead<typeof sessionRoute>>["data"]>["workspace"];

function WorkspaceForm({ workspace }: { workspace: Shown }) {
  const { t, locale } = useWords();
  const { languages } = useFrame();
  const [typed, setTyped] = useState({
    name: workspace.name,
    weekStart: String(workspace.weekStart),
    locale: workspace.locale,
    visibility: workspace.visibility,
    teamBoard: workspace.teamBoard,
  });
  const { send, sending, mayWrite } = useWrite(workspaceRoute, {
    touches: ["session"],
    onDone: () => void toast.done(t("people.settings.saved")),
  });
  const save = () => {
    const { weekStart, locale: language, ...rest } = typed;
    return void send({ body: { ...rest, weekStart: Number(weekStart), locale: language === "ja" ? "ja" : "en" } });
  };
  const visibilities = (["owner", "team", "all"] as const).map((value) => ({
    value,
    label: t(`people.visibility.${value}`),
  }));
  return (
    <Card title={t("people.settings.workspace")}>
      <form
        className="card-body"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="two">
          <TextInput
            label={t("people.field.workspace")}
            value={typed.name}
            onChange={(name) => setTyped({ ...typed, name })}
            required
          />
          <Select
            label={t("people.field.language")}
            value={typed.locale}
            onChange={(next) => setTyped({ ...typed, locale: next })}
            choices={languages.map((one) => ({ value: one.locale, label: one.name }))}
          />
          <Select
            label={t("people.field.week_start")}
            value={typed.weekStart}
            onChange={(weekStart) => setTyped({ ...typed, weekStart })}
            choices={weekdayChoices(locale)}
          />
          <Select
            label={t("people.field.visibility")}
            hint={t("people.field.visibility_hint")}
            value={typed.visibility}
            onChange={(visibility) => setTyped({ ...typed, visibility })}
            choices={visibilities}
          />
        </div>
        <Checkbox
          label={t("people.field.team_board")}
          hint={t("people.field.team_board_hint")}
          checked={typed.teamBoard}
          onChange={(teamBoard) => setTyped({ ...typed, teamBoard })}
        />
        <p className="s ink2">{t("people.settings.fixed", { currency: workspace.currency, zone: workspace.zone })}</p>
        <div className="acts">
          <Button primary type="submit" disabled={!mayWrite || sending || typed.name.trim() === ""}>
            {t("people.settings.save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
