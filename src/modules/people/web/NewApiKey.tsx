import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Checkbox, Select, TextInput } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { makeApiKeyRoute, securityRoute } from "../signInApi.ts";
import { PasswordAgain } from "./AuthenticatorSetup.tsx";
import { CopyButton } from "./CopyButton.tsx";

const lives = ["30", "90", "365", "day"] as const;
const blank = { name: "", writes: "read", admin: false, areas: [] as string[], life: "90" };

/** Says what a key may do, then shows it once. */
export function NewApiKey({ areas, onClose }: { areas: readonly string[]; onClose: () => void }) {
  const { t } = useWords();
  const [made, setMade] = useState<string>();
  return (
    <Dialog title={t("people.keys.make")} onClose={onClose}>
      {made ? <MadeKey made={made} onClose={onClose} /> : <KeyForm areas={areas} onMade={setMade} />}
    </Dialog>
  );
}

function MadeKey({ made, onClose }: { made: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <div className="setup-form">
      <p className="s">{t("people.keys.once")}</p>
      <p className="secret">
        <code>{made}</code>
      </p>
      <div className="acts">
        <CopyButton text={made} />
        <Button primary onClick={onClose}>
          {t("people.keys.kept")}
        </Button>
      </div>
    </div>
  );
}

function KeyForm({ areas, onMade }: { areas: readonly string[]; onMade: (key: string) => void }) {
  const words = useWords();
  const { t } = words;
  const { user } = useSession();
  const { data: security } = useRead(securityRoute, {}, { topics: ["security"] });
  const [typed, setTyped] = useState(blank);
  const [until, setUntil] = useState<string | null>(null);
  const write = useWrite(makeApiKeyRoute, {
    touches: ["api-keys"],
    onDone: ({ key }) => onMade(key),
    onRefused: () => true,
  });
  const change = (part: Partial<typeof blank>) => setTyped({ ...typed, ...part });
  const end = typed.life === "day" ? (until ? { until } : {}) : { days: Number(typed.life) };
  const send = (password: string | undefined) =>
    void write.send({
      body: {
        name: typed.name,
        writes: typed.writes === "write",
        admin: typed.admin,
        areas: typed.areas.length > 0 ? typed.areas : null,
        ...end,
        password,
      },
    });
  if (!security) return null;
  return (
    <PasswordAgain
      hasPassword={security.hasPassword}
      sending={write.sending || typed.name.trim() === ""}
      refusal={faultAt(words, write.refusal, "/until") ? null : write.refusal}
      onSend={send}
      verb={t("people.keys.verb")}
    >
      <TextInput
        label={t("people.keys.name")}
        hint={t("people.keys.name_hint")}
        value={typed.name}
        onChange={(name) => change({ name })}
        maxLength={100}
        required
      />
      <div className="two">
        <Select
          label={t("people.keys.may")}
          value={typed.writes}
          onChange={(writes) => change({ writes })}
          choices={[
            { value: "read", label: t("people.keys.reads") },
            { value: "write", label: t("people.keys.writes") },
          ]}
        />
        <Select
          label={t("people.keys.life")}
          value={typed.life}
          onChange={(life) => change({ life })}
          choices={lives.map((value) => ({ value, label: t(`people.keys.life_${value}`) }))}
        />
      </div>
      {typed.life === "day" && (
        <DateInput
          label={t("people.keys.last_day")}
          value={until}
          onChange={setUntil}
          error={faultAt(words, write.refusal, "/until")}
        />
      )}
      <AreaChoice areas={areas} chosen={typed.areas} onChange={(chosen) => change({ areas: chosen })} />
      {user.admin && (
        <Checkbox
          label={t("people.keys.admin")}
          hint={t("people.keys.admin_hint")}
          checked={typed.admin}
          onChange={(admin) => change({ admin })}
        />
      )}
    </PasswordAgain>
  );
}

type AreaProps = { areas: readonly string[]; chosen: readonly string[]; onChange: (chosen: string[]) => void };

/** The areas are parts of addresses, so they are shown as such in every language. */
function AreaChoice({ areas, chosen, onChange }: AreaProps) {
  const { t } = useWords();
  const toggle = (area: string) =>
    onChange(chosen.includes(area) ? chosen.filter((one) => one !== area) : [...chosen, area]);
  return (
    <details className="areas">
      <summary className="s">
        {chosen.length === 0 ? t("people.keys.all_areas") : t("people.keys.some_areas", { count: chosen.length })}
      </summary>
      <p className="xs ink2">{t("people.keys.areas_hint")}</p>
      <div className="area-list">
        {areas.map((area) => (
          <Checkbox key={area} label={`/api/${area}`} checked={chosen.includes(area)} onChange={() => toggle(area)} />
        ))}
      </div>
    </details>
  );
}
