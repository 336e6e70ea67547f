import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useWords } from "#ui/words.tsx";

/** The shape of the app while its first answer comes. */
export function Waiting() {
  const { t } = useWords();
  return (
    <div className="app" aria-busy="true">
      <div className="rail">
        <Skeleton lines={8} />
      </div>
      <div className="top" />
      <main className="main stage" id="main">
        <span className="sr">{t("ui.frame.loading")}</span>
        <Skeleton lines={6} height={36} />
      </main>
    </div>
  );
}
