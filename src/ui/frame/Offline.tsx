import { useConnection } from "#ui/connection.ts";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";

/** Under the top bar while the server can't be reached: what is shown is from then, and nothing can be changed. */
export function Offline() {
  const { t, formatTime } = useWords();
  const { online, lastReached } = useConnection();
  const text = lastReached ? t("ui.frame.offline", { time: formatTime(lastReached) }) : t("ui.frame.offline_short");
  return (
    <div role="status">
      {!online && (
        <div className="note off">
          <Icon name="off" small />
          <span>{text}</span>
        </div>
      )}
    </div>
  );
}
