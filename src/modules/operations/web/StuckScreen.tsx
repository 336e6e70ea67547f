import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Settings } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { When } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { letGoRoute, stuckRoute, tryAgainRoute } from "../api.ts";

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
  const jobs = data?.jobs ?? [];
  return (
    <Settings>
      <Card
        title={t("operations.stuck.title")}
        more={
          jobs.length > 1 && (
            <Button small disabled={!retry.mayWrite || retry.sending} onClick={() => tryAgain(jobs)}>
              {t("operations.stuck.again_all")}
            </Button>
          )
        }
      >
        <div className="card-body">
          <p className="s ink2">{t("operations.stuck.about")}</p>
        </div>
        {error && <Problem error={error} onAgain={again} />}
        {!data && !error && <Skeleton lines={4} />}
        {data && jobs.length === 0 && (
          <Empty title={t("operations.stuck.none")}>{t("operations.stuck.none_hint")}</Empty>
        )}
        <ul>
          {jobs.map((job) => (
            <li key={job.id} className="li">
              <span className="grow">
                <strong>{job.name}</strong> <State job={job} />
                <span className="block s ink2">{job.error}</span>
              </span>
              <Button small disabled={!retry.mayWrite || retry.sending} onClick={() => tryAgain([job])}>
                {t("operations.stuck.again")}
              </Button>
              <Button small quiet disabled={!retry.mayWrite} onClick={() => setLeaving(job)}>
                {t("operations.stuck.let_go")}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
      {leaving && <LetGo job={leaving} onClose={() => setLeaving(null)} />}
    </Settings>
  );
}

function State({ job: { state, tries, nextTryAt } }: { job: Job }) {
  const { t } = useWords();
  return (
    <>
      <Chip meaning={state === "parked" ? "lost" : "risk"}>{t(`operations.stuck.${state}`, { tries })}</Chip>{" "}
      {nextTryAt && (
        <span className="s ink2">
          {t("operations.stuck.next")} <When at={nextTryAt} />
        </span>
      )}
    </>
  );
}

/** It can't be undone, so it asks, and names what will happen. */
function LetGo({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useWords();
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
          <Button primary disabled={!mayWrite || sending} onClick={() => void send({ body: { ids: [job.id] } })}>
            {t("operations.stuck.let_go")}
          </Button>
        </>
      }
    >
      <p>{t("operations.stuck.let_go_text", { name: job.name })}</p>
    </Dialog>
  );
}
