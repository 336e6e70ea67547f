import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Settings } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { letGoRoute, stuckRoute, tryAgainRoute } from "../api.ts";
import "./operations.css";

type Job = Answered<typeof stuckRoute>["jobs"][number];

/** Deliveries and jobs that failed, each with its error, to be tried again or let go. */
export default function StuckScreen() {
  const { t } = useWords();
  const { data, error, again } = useRead(stuckRoute, {}, { topics: ["stuck"] });
  const [leaving, setLeaving] = useState<Job | null>(null);
  const retry = useWrite(tryAgainRoute, {
    touches: ["stuck", "health"],
    onDone: ({ count }) => void toast.done(t("operations.stuck.again_done", { count })),
  });
  const tryAgain = (jobs: readonly Job[]) => void retry.send({ body: { ids: jobs.map((job) => job.id) } });
  const mayTry = retry.mayWrite && !retry.sending;
  const jobs = data?.jobs ?? [];
  return (
    <Settings>
      <Card
        title={t("operations.stuck.title")}
        more={
          jobs.length > 1 && (
            <Button small disabled={!mayTry} onClick={() => tryAgain(jobs)}>
              {t("operations.stuck.again_all")}
            </Button>
          )
        }
      >
        {jobs.length > 0 && <p className="lead">{t("operations.stuck.about")}</p>}
        {error && <Problem error={error} onAgain={again} />}
        {!data && !error && <Skeleton lines={4} />}
        {data && jobs.length === 0 && (
          <Empty title={t("operations.stuck.none")}>{t("operations.stuck.none_hint")}</Empty>
        )}
        <ul>
          {jobs.map((job) => (
            <Line
              key={job.id}
              job={job}
              mayTry={mayTry}
              onAgain={() => tryAgain([job])}
              onLetGo={() => setLeaving(job)}
            />
          ))}
        </ul>
      </Card>
      {leaving && <LetGo job={leaving} onClose={() => setLeaving(null)} />}
    </Settings>
  );
}

type LineProps = { job: Job; mayTry: boolean; onAgain: () => void; onLetGo: () => void };

/** What it was to do in words, its name in the logs beside; what went wrong; since when and how it goes on. */
function Line({ job, mayTry, onAgain, onLetGo }: LineProps) {
  const { t } = useWords();
  const title = useJobTitle()(job.name);
  return (
    <li className="li stuck-line">
      <div className="grow">
        <p className="row stuck-head">
          <strong>{title}</strong>
          {title !== job.name && <code className="xs ink2">{job.name}</code>}
          <Chip meaning={job.state === "parked" ? "lost" : "risk"}>
            {t(`operations.stuck.${job.state}`, { tries: job.tries })}
          </Chip>
        </p>
        {job.error && <p className="s stuck-error">{job.error}</p>}
        <Times job={job} />
      </div>
      <span className="row">
        <Button small disabled={!mayTry} onClick={onAgain}>
          {t("operations.stuck.again")}
        </Button>
        <Button small quiet disabled={!mayTry} onClick={onLetGo}>
          {t("operations.stuck.let_go")}
        </Button>
      </span>
    </li>
  );
}

function Times({ job: { queuedAt, nextTryAt } }: { job: Job }) {
  const { t, formatMoment, formatRelative } = useWords();
  useNow();
  const since = t("operations.stuck.since", { when: formatMoment(queuedAt) });
  const next = nextTryAt ? [t("operations.stuck.next", { when: formatRelative(nextTryAt) })] : [];
  return <p className="xs ink2">{[since, ...next].join(" · ")}</p>;
}

/** Each module says its own jobs; the ground's are said by ours. A job of a release before has only its name. */
function useJobTitle(): (name: string) => string {
  const { find } = useWords();
  return (name) => find(`${name.split(".")[0]}.job.${name}`) ?? find(`operations.job.${name}`) ?? name;
}

/** It can't be undone, so it asks, and names what will happen. */
function LetGo({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useWords();
  const title = useJobTitle()(job.name);
  const { send, sending, mayWrite } = useWrite(letGoRoute, {
    touches: ["stuck", "health"],
    onDone: ({ count }) => {
      toast.done(t("operations.stuck.gone", { count }));
      onClose();
    },
  });
  return (
    <Dialog
      title={t("operations.stuck.let_go_title")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("operations.stuck.keep")}</Button>
          <Button
            className="bad"
            disabled={!mayWrite || sending}
            onClick={() => void send({ body: { ids: [job.id] } })}
          >
            {t("operations.stuck.let_go")}
          </Button>
        </>
      }
    >
      <p>{t("operations.stuck.let_go_text", { name: title })}</p>
    </Dialog>
  );
}
