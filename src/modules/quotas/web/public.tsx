// What later modules may draw of quotas.

import "./quotas.css";

export { GoalBar, PaceChip } from "./GoalBar.tsx";
export { PersonLine } from "./PeopleCard.tsx";
export { inHundred, usePeriodName, useSay } from "./say.ts";
export { type GoalOwner, goalAddress, useMyGoal } from "./useMyGoal.ts";
