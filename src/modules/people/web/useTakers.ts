import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { peopleRoute } from "../api.ts";
import { type PersonId, worksHereOn } from "../person.ts";

/** Who could take somebody's work: everybody else who works here. */
export function useTakers(from: PersonId): { id: PersonId; name: string }[] {
  const { data } = useRead(peopleRoute, {}, { topics: ["people"] });
  const { today } = useSession();
  return (data?.people ?? []).filter((one) => one.id !== from && worksHereOn(one, today));
}
