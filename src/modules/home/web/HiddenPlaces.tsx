import { useEffect } from "react";
import { setHiddenPlaces } from "#ui/frame/hiddenPlaces.ts";
import { useRead } from "#ui/query.ts";
import { placesRoute } from "../api.ts";

/** Draws nothing: tells the rail which places hide. */
export default function HiddenPlaces() {
  const { data } = useRead(placesRoute, {}, { topics: ["places", "deals", "activities", "quotas"] });
  useEffect(() => {
    if (data) setHiddenPlaces(data.filter(({ shown }) => !shown).map(({ path }) => path));
  }, [data]);
  return null;
}
