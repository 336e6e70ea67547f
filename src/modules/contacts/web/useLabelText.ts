import { useWords, type WordKey } from "#ui/words.tsx";

/** What e-mails, numbers and addresses are usually called; anything else is said as it was typed. */
export const usualLabels = {
  work: "contacts.label.work",
  mobile: "contacts.label.mobile",
  home: "contacts.label.home",
  fax: "contacts.label.fax",
  direct: "contacts.label.direct",
  billing: "contacts.label.billing",
} as const satisfies Record<string, WordKey>;

export function useLabelText(): (label: string) => string {
  const { t } = useWords();
  return (label) => (isUsual(label) ? t(usualLabels[label]) : label);
}

function isUsual(label: string): label is keyof typeof usualLabels {
  return label in usualLabels;
}
