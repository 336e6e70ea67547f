import "./pipeline.css";
import { useEffect, useMemo, useState } from "react";
import { Navigate, useNavigate, useParams, useSearchParams } from "react-router";
import { NotFound } from "#ui/Boundary.tsx";
import { CallRefused } from "#ui/call.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { ClashNote } from "#ui/parts/ClashNote.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { MenuAt } from "#ui/parts/MenuAt.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { Slot } from "#ui/slots.tsx";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";
import { dealRoute } from "../api.ts";
import { stageLike } from "../stage.ts";
import { cameFrom } from "./cameFrom.ts";
import { DealFacts, NameFact } from "./DealFacts.tsx";
import { DealSide } from "./DealSide.tsx";
import { LosePanel } from "./LosePanel.tsx";
import { type Missing, RequiredPanel } from "./RequiredPanel.tsx";
import { StageLine } from "./StageLine.tsx";
import { Status } from "./Status.tsx";
import { dealTimeline, type SeenDeal } from "./slots.ts";
import { titleOf, useDealVerbs } from "./useDealVerbs.ts";
import { type DealEdit, useFactEdit } from "./useFactEdit.ts";
import { usePipelines } from "./usePipelines.ts";

export default function DealPage() {
  const { id = "" } = useParams();
  const asked = { params: { id: id as SeenDeal["id"] } };
  const { data, error, again, loading } = useRead(dealRoute, asked, { topics: [`deal:${id}`] });
  if (error instanceof CallRefused && error.code === "pipeline.is_a_lead")
    return <Navigate to={`/leads/${id}`} replace />;
  if (error instanceof CallRefused && [404, 422].includes(error.status)) return <NotFound />;
  if (data) return <SeenPage key={data.id} deal={data} />;
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={3} height={44} />}
    </main>
  );
}

function SeenPage({ deal }: { deal: SeenDeal }) {
  const edit = useFactEdit(deal);
  useTitle(deal.name);
  return (
    <main className="main rec" id="main" tabIndex={-1}>
      <Head deal={deal} edit={edit} />
      <div className="feed">
        <Slot of={dealTimeline} given={{ deal }} />
      </div>
      <DealSide deal={deal} edit={edit} />
    </main>
  );
}

function Head({ deal, edit }: { deal: SeenDeal; edit: DealEdit }) {
  const { t } = useWords();
  const { back, previous, next } = cameFrom(deal.id);
  const navigate = useNavigate();
  const [missing, setMissing] = useState<Missing | null>(null);
  const topics = useMemo(() => [`deal:${deal.id}`], [deal.id]);
  const verbs = useDealVerbs(setMissing, topics);
  const { stages, pipelines } = usePipelines(deal.pipelineId);
  const [losing, setLosing] = useState<"won" | "lost" | null>(null);
  const [moving, setMoving] = useState<HTMLElement | null>(null);
  const isOpen = deal.status === "open";
  const mayClose = deal.mayWrite && verbs.mayWrite && isOpen;
  const go = (id: string | undefined) => id && void navigate(`/deals/${id}`);
  const [params] = useSearchParams();
  const openMove = () => setMoving(document.querySelector<HTMLElement>(".stageline .now"));
  const asksMove = params.has("move") && mayClose && stages.length > 0;
  useEffect(() => {
    if (asksMove) setMoving(document.querySelector<HTMLElement>(".stageline .now"));
  }, [asksMove]);
  useKeys([
    { keys: "j", label: "pipeline.deal.next", group: "here", run: () => go(next) },
    { keys: "k", label: "pipeline.deal.previous", group: "here", run: () => go(previous) },
    { keys: "e", label: "ui.keys.edit", group: "here", run: () => edit.mayWrite && edit.setOpen("value") },
    { keys: "w", label: "pipeline.keys.win", group: "here", run: () => mayClose && verbs.win(deal) },
    { keys: "m", label: "pipeline.keys.move", group: "here", run: () => mayClose && openMove() },
  ]);
  const items = [
    {
      label: t("pipeline.deal.rename"),
      icon: "edit" as const,
      disabled: !edit.mayWrite,
      run: () => edit.setOpen("name"),
    },
    { label: t("pipeline.card.move_to"), icon: "board" as const, keys: "m", disabled: !mayClose, run: openMove },
    {
      label: t("pipeline.deal.win_why"),
      icon: "check" as const,
      disabled: !mayClose,
      run: () => setLosing("won"),
    },
    {
      label: t("pipeline.deal.delete"),
      icon: "trash" as const,
      danger: true,
      disabled: !deal.mayDelete || !verbs.mayWrite,
      run: () => verbs.remove(deal, () => void navigate(back)),
    },
  ];
  return (
    <header className="rhead">
      <div className="t">
        <Link className="ink2 s crumb" to={back}>
          {t("pipeline.title")}
        </Link>
        <span className="ink3 crumb" aria-hidden="true">
          /
        </span>
        <Avatar name={titleOf(deal)} size="lg" square />
        <NameFact deal={deal} edit={edit} />
        <Status status={deal.status} />
        <span className="grow" />
        <span className="row desk">
          <Button
            quiet
            small
            icon="left"
            name={t("pipeline.deal.previous")}
            disabled={!previous}
            onClick={() => go(previous)}
          />
          <Button quiet small icon="right" name={t("pipeline.deal.next")} disabled={!next} onClick={() => go(next)} />
        </span>
        <Menu className="btn quiet ico sm" name={t("pipeline.deal.more")} items={items}>
          <Icon name="more" />
        </Menu>
        {mayClose && (
          <>
            <Button onClick={() => setLosing("lost")}>{t("pipeline.status.lost")}</Button>
            <Button icon="check" keys="w" onClick={() => verbs.win(deal)}>
              {t("pipeline.status.won")}
            </Button>
          </>
        )}
        {!isOpen && deal.mayWrite && (
          <Button icon="undo" disabled={!verbs.mayWrite} onClick={() => verbs.reopen(deal)}>
            {t("pipeline.deal.reopen")}
          </Button>
        )}
      </div>
      <ClashNote edit={edit} record={deal} />
      <DealFacts deal={deal} edit={edit} />
      <StageLine deal={deal} />
      {moving && (
        <MenuAt
          at={moving}
          label={t("pipeline.card.move_to")}
          onClose={() => setMoving(null)}
          items={[
            { head: t("pipeline.card.move_to") },
            ...stages.map((stage) => ({
              label: stage.name,
              checked: stage.id === deal.stageId,
              run: () => verbs.move(deal, stage),
            })),
            ...pipelines
              .filter((one) => one.id !== deal.pipelineId)
              .flatMap((other) => [
                { head: other.name },
                ...other.stages.map((stage) => ({
                  label: stage.name,
                  checked: stage.id === stageLike({ name: deal.stage }, stages, other.stages)?.id,
                  run: () => verbs.move(deal, stage),
                })),
              ]),
          ]}
        />
      )}
      {missing && <RequiredPanel missing={missing} onClose={() => setMissing(null)} />}
      {losing && (
        <LosePanel
          deal={deal}
          as={losing}
          onClose={() => setLosing(null)}
          onLose={(reason) => {
            setLosing(null);
            if (losing === "won") verbs.win(deal, reason);
            else void verbs.lose(deal, reason);
          }}
        />
      )}
    </header>
  );
}
