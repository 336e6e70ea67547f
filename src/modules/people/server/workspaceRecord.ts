/** The workspace has no id of its own; the audit names it so. */
export const workspaceRecord = "00000000-0000-7000-8000-000000000000";
