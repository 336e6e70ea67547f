/** What a change of the leads' settings makes stale. */
export const settingsTopics = ["sources", "lead_rules", "leads"];
