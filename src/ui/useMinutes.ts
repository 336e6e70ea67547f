import { useWords } from "#ui/words.tsx";

/** Minutes as they are said: "18 min", "2 h 10 min". */
export function useMinutes(): (minutes: number) => string {
  const { t, formatNumber } = useWords();
  return (given) => {
    const minutes = Math.round(Math.abs(given));
    if (minutes < 60) return t("ui.duration.minutes", { count: formatNumber(minutes) });
    const hours = formatNumber(Math.floor(minutes / 60));
    return minutes % 60 === 0
      ? t("ui.duration.hours", { hours })
      : t("ui.duration.hours_minutes", { hours, minutes: formatNumber(minutes % 60) });
  };
}
