import { Settings } from "#modules/people/web/public.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { choosePlaceRoute, placesRoute } from "../api.ts";

const choices = ["used", "on", "off"] as const;

/** Which places show in the rail: those that are used, unless an admin says otherwise. */
export default function PlaceSettings() {
  const { t, find } = useWords();
  const { data, error, again } = useRead(placesRoute, {}, { topics: ["places"] });
  const { send, mayWrite } = useWrite(choosePlaceRoute, { touches: ["places"] });
  const label = (name: string) => find(`home.place.${name}`) ?? name;
  return (
    <Settings>
      <Card title={t("home.places.title")}>
        <p className="lead">{t("home.places.lead")}</p>
        {error && <Problem error={error} onAgain={again} />}
        {!data && !error && <Skeleton lines={3} height={36} />}
        <ul>
          {(data ?? []).map((place) => (
            <li key={place.name} className="li">
              <span className="grow">
                <strong>{label(place.name)}</strong>{" "}
                <span className="ink2">{t(place.isUsed ? "home.places.used" : "home.places.unused")}</span>
              </span>
              <Select
                label={label(place.name)}
                bareLabel
                disabled={!mayWrite}
                value={place.chosen === null ? "used" : place.chosen ? "on" : "off"}
                choices={choices.map((value) => ({ value, label: t(`home.places.${value}_choice`) }))}
                onChange={(value) =>
                  void send({ params: { name: place.name }, body: { shown: value === "used" ? null : value === "on" } })
                }
              />
            </li>
          ))}
        </ul>
      </Card>
    </Settings>
  );
}
