import "./leads.css";
import { Settings } from "#modules/people/web/public.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { leadSettingsRoute, originsRoute, scoreRulesRoute } from "../api.ts";
import { Campaigns, Sources } from "./OriginSettings.tsx";
import { ScoreRules } from "./ScoreRules.tsx";
import { WorkSettings } from "./WorkSettings.tsx";

/** Score rules, where leads come from and how soon they are answered, and what an hour of work costs. */
export default function LeadSettings() {
  const { t } = useWords();
  const rules = useRead(scoreRulesRoute, {}, { topics: ["lead_rules"] });
  const origins = useRead(originsRoute, {}, { topics: ["sources"] });
  const settings = useRead(leadSettingsRoute, {}, { topics: ["lead_rules"] });
  const error = rules.error ?? origins.error ?? settings.error;
  return (
    <Settings>
      <p className="ink2">{t("leads.settings.lead")}</p>
      {error && <Problem error={error} onAgain={rules.again} />}
      {rules.data && origins.data && <ScoreRules rules={rules.data.rules} origins={origins.data} />}
      {origins.data && <Sources sources={origins.data.sources} />}
      {origins.data && <Campaigns {...origins.data} />}
      {settings.data && <WorkSettings settings={settings.data} />}
    </Settings>
  );
}
