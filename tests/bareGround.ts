/** A ground on which no module stands: what the tests of the ground itself fill in. */
export const bareGround = {
  listeners: new Map(),
  metrics: new Map(),
  records: new Map(),
  lists: new Map(),
  checks: [],
  erasers: [],
  holders: [],
  transferables: [],
  mergeables: [],
  trash: new Map(),
  purgers: [],
  data: "",
  areas: [],
  exports: [],
  ofThisMachine: { tables: [], jobs: [] },
} as const;
