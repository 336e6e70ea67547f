import "./pipeline.css";
import { useCallback, useEffect, useMemo, useState } from "react";
import { can, standingToOwner } from "#lib/policy/can.ts";
import { useMe } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Chip, StepMark } from "#ui/parts/Chip.tsx";
import { Keys } from "#ui/parts/Keys.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useSession } from "#ui/session.ts";
import { Slot } from "#ui/slots.tsx";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";
import { type Board, cardOn } from "../board.ts";
import { dealHolds } from "../deal.ts";
import { BoardColumn } from "./BoardColumn.tsx";
import { CardMenu } from "./CardMenu.tsx";
import { comeFrom } from "./cameFrom.ts";
import { DealsHead } from "./DealsHead.tsx";
import { DropZones } from "./DropZones.tsx";
import { LosePanel } from "./LosePanel.tsx";
import { type Missing, RequiredPanel } from "./RequiredPanel.tsx";
import { StagePicker } from "./StagePicker.tsx";
import { boardGoal } from "./slots.ts";
import { useBoard } from "./useBoard.ts";
import { useBoardDrag } from "./useBoardDrag.ts";
import { useCardKeys } from "./useCardKeys.ts";
import { type DealAddress, useDealAddress } from "./useDealAddress.ts";
import { type DealVerbs, useDealVerbs } from "./useDealVerbs.ts";

export default function BoardPage() {
  const { t } = useWords();
  const address = useDealAddress();
  const board = useBoard(address.asked, address.ready);
  return (
    <main className="main flush" id="main" tabIndex={-1}>
      <h1 className="sr">{t("pipeline.title")}</h1>
      {address.ready && <Slot of={boardGoal} given={{ view: address.view, filter: address.asked }} />}
      <DealsHead address={address} shape="board" totals={board.data && <Totals board={board.data} />} />
      {board.error && !board.data && <Problem error={board.error} onAgain={board.again} />}
      {board.loading && <BoardSkeleton />}
      {board.data &&
        (board.data.count === 0 ? (
          <NoDeals address={address} />
        ) : (
          <LiveBoard board={board.data} onMore={board.more} at={address.at("/pipeline")} />
        ))}
      <Legend />
    </main>
  );
}

function Totals({ board }: { board: Board }) {
  const { rich, formatMoney } = useWords();
  return rich("pipeline.totals", {
    count: board.count,
    value: formatMoney(board.valueMinor, board.currency),
    weighted: formatMoney(board.weightedMinor, board.currency, { whole: true }),
  });
}

function LiveBoard({ board, onMore, at }: { board: Board; onMore: (stageId: string) => Promise<void>; at: string }) {
  const me = useMe();
  const { today } = useSession();
  const present = useNow();
  const [missing, setMissing] = useState<Missing | null>(null);
  const verbs = useDealVerbs(setMissing);
  const [losing, setLosing] = useState<DealShape | null>(null);
  const [menu, setMenu] = useState<{ deal: DealShape; at: HTMLElement } | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const mayMove = useCallback(
    (deal: DealShape) =>
      verbs.mayWrite && can("deal", "w", standingToOwner(me, deal, me.choices, dealHolds(deal, today))),
    [me, today, verbs.mayWrite],
  );
  const drag = useBoardDrag({ verbs, onLose: setLosing });
  const handleMenu = useCallback((deal: DealShape, place: HTMLElement) => setMenu({ deal, at: place }), []);
  useBoardKeys({ board, mayMove, verbs, onMenu: handleMenu, onLose: setLosing });
  useEffect(() => {
    comeFrom(
      board.stages.flatMap((stage) => stage.cards.map((card) => card.id)),
      at,
    );
  }, [board, at]);
  const phoneStage = board.stages.find((stage) => stage.id === shown) ?? board.stages.find((stage) => stage.count > 0);
  return (
    <>
      <StagePicker stages={board.stages} current={phoneStage?.id} onChoose={setShown} />
      <div className="board" style={{ "--stages": board.stages.length } as React.CSSProperties}>
        {board.stages.map((stage) => (
          <BoardColumn
            key={stage.id}
            stage={stage}
            currency={board.currency}
            present={present}
            me={me}
            incoming={drag.deal && drag.over === stage.id && drag.deal.stageId !== stage.id ? drag.deal : null}
            shown={stage.id === phoneStage?.id}
            mayMove={mayMove}
            onMenu={handleMenu}
            onEnd={onMore}
          />
        ))}
        {drag.deal && <DropZones deal={drag.deal} over={drag.ending} />}
      </div>
      {menu && (
        <CardMenu
          deal={menu.deal}
          at={menu.at}
          board={board}
          verbs={verbs}
          onLose={() => setLosing(menu.deal)}
          onClose={() => setMenu(null)}
        />
      )}
      {missing && <RequiredPanel missing={missing} onClose={() => setMissing(null)} />}
      {losing && (
        <LosePanel
          deal={losing}
          onClose={() => setLosing(null)}
          onLose={(reason) => {
            setLosing(null);
            void verbs.lose(losing, reason);
          }}
        />
      )}
    </>
  );
}

type BoardKeys = {
  board: Board;
  mayMove: (deal: DealShape) => boolean;
  verbs: DealVerbs;
  onMenu: (deal: DealShape, at: HTMLElement) => void;
  onLose: (deal: DealShape) => void;
};

/** The verbs of the card that has the focus. */
function useBoardKeys({ board, mayMove, verbs, onMenu, onLose }: BoardKeys): void {
  const focused = useCardKeys();
  const withCard = (verb: (deal: DealShape, at: HTMLElement) => void) => () => {
    const card = focused();
    const deal = card && cardOn(board, card.dataset.card ?? "");
    if (card && deal && mayMove(deal)) verb(deal, card);
  };
  useKeys([
    { keys: "m", label: "pipeline.keys.move", group: "here", run: withCard(onMenu) },
    { keys: "w", label: "pipeline.keys.win", group: "here", run: withCard((deal) => verbs.win(deal)) },
    { keys: "x", label: "pipeline.keys.lose", group: "here", run: withCard(onLose) },
  ]);
}

function NoDeals({ address }: { address: DealAddress }) {
  const { t } = useWords();
  const isFiltered = Object.keys(address.chosen).length > 0;
  if (isFiltered) {
    return (
      <Empty
        title={t("pipeline.none.filtered")}
        actions={<Button onClick={address.clear}>{t("pipeline.filter.clear")}</Button>}
      >
        {t("pipeline.none.filtered_hint")}
      </Empty>
    );
  }
  return (
    <Empty
      title={t(`pipeline.none.${address.view}`)}
      actions={
        <>
          <ButtonLink primary to="/deals/new" icon="plus">
            {t("pipeline.new.title")}
          </ButtonLink>
          {address.view !== "all" && <Button onClick={() => address.see("all")}>{t("pipeline.none.see_all")}</Button>}
        </>
      }
    >
      {t("pipeline.none.hint")}
    </Empty>
  );
}

function BoardSkeleton() {
  const columns = useMemo(() => [5, 6, 4, 3], []);
  return (
    <div className="board" style={{ "--stages": columns.length } as React.CSSProperties} aria-busy="true">
      {columns.map((cards) => (
        <div key={cards} className="col show">
          <Skeleton height={40} />
          <Skeleton lines={cards} height={76} />
        </div>
      ))}
    </div>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <footer className="legend desk">
      {(["today", "planned", "late", "none"] as const).map((state) => (
        <StepMark key={state} state={state}>
          {t(`pipeline.step.mark_${state}`)}
        </StepMark>
      ))}
      <Chip meaning="risk" icon="warn">
        {t("pipeline.legend.rotting")}
      </Chip>
      <span className="grow" />
      <span className="ink3 row">
        <Keys keys="j" /> <Keys keys="k" /> {t("pipeline.legend.move")} <Keys keys="m" /> {t("pipeline.legend.stage")}{" "}
        <Keys keys="w" /> {t("pipeline.status.won")} <Keys keys="?" /> {t("ui.menu.keys")}
      </span>
    </footer>
  );
}
