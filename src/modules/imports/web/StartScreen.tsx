import "./imports.css";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useKeys } from "#ui/frame/keys.ts";
import { Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { Keys } from "#ui/parts/Keys.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { startRoute, startsRoute } from "../api.ts";
import { isUnderway } from "../importRun.ts";
import { sampleCompanyName } from "../sample/sampleWords.ts";
import { ImportPanel } from "./ImportPanel.tsx";
import { SampleCard } from "./SampleCard.tsx";

/** Three starts: the sample company, one's own files, or nothing but a pipeline. */
export default function StartScreen() {
  const { t } = useWords();
  const { user } = useSession();
  const { data, error, again } = useRead(startsRoute, {}, { topics: ["imports", "workspace"] });
  const [importing, setImporting] = useState(false);
  if (error) return <Main>{<Problem error={error} onAgain={again} />}</Main>;
  if (!data) return <Main>{<Skeleton lines={6} height={48} />}</Main>;
  const mayChoose = user.admin && data.empty;
  const isFilling = data.sample !== null && isUnderway(data.sample.state);
  return (
    <Main>
      <h1>{t("imports.start.title")}</h1>
      <p className="s ink2">
        {t(mayChoose ? "imports.start.lead" : user.admin ? "imports.start.not_empty" : "imports.start.ask_admin")}
      </p>
      {mayChoose ? (
        <Starts importing={importing} onImport={() => setImporting(true)} />
      ) : (
        data.sample && <SampleCard sample={data.sample} />
      )}
      {(importing || !mayChoose) && !isFilling && <ImportPanel />}
    </Main>
  );
}

function Main({ children }: { children: React.ReactNode }) {
  return (
    <main className="main imports" id="main" tabIndex={-1}>
      {children}
    </main>
  );
}

function Starts({ importing, onImport }: { importing: boolean; onImport: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const start = useWrite(startRoute, {
    touches: ["imports", "workspace", "pipelines", "deals"],
    onDone: (_answer, { body }) => body.with === "empty" && void navigate("/pipeline"),
  });
  const isBusy = start.sending || !start.mayWrite;
  const begin = (what: "sample" | "empty") => void (!isBusy && start.send({ body: { with: what } }));
  useKeys([
    { keys: "1", label: "imports.start.sample", group: "here", run: () => begin("sample") },
    { keys: "2", label: "imports.start.import", group: "here", run: onImport },
    { keys: "3", label: "imports.start.empty", group: "here", run: () => begin("empty") },
  ]);
  return (
    <div className="starts">
      <Start
        icon="eye"
        keys="1"
        title={t("imports.start.sample")}
        hint={t("imports.start.sample_hint", { company: sampleCompanyName })}
        disabled={isBusy}
        onClick={() => begin("sample")}
      />
      <Start
        icon="up"
        keys="2"
        on={importing}
        title={t("imports.start.import")}
        hint={t("imports.start.import_hint")}
        disabled={false}
        onClick={onImport}
      />
      <Start
        icon="plus"
        keys="3"
        title={t("imports.start.empty")}
        hint={t("imports.start.empty_hint")}
        disabled={isBusy}
        onClick={() => begin("empty")}
      />
    </div>
  );
}

type StartProps = {
  icon: IconName;
  keys: string;
  title: string;
  hint: string;
  on?: boolean;
  disabled: boolean;
  onClick: () => void;
};

function Start({ icon, keys, title, hint, on, disabled, onClick }: StartProps) {
  return (
    <button
      type="button"
      className={on ? "st on" : "st"}
      aria-keyshortcuts={keys}
      aria-pressed={on}
      disabled={disabled}
      onClick={onClick}
    >
      <span className="ico-b">
        <Icon name={icon} />
      </span>
      <span className="what">
        <strong>{title}</strong>
        <span className="s ink2">{hint}</span>
      </span>
      <Keys keys={keys} />
    </button>
  );
}
