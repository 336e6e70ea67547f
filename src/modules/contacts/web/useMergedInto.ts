import { useEffect } from "react";
import { useNavigate } from "react-router";
import { CallRefused } from "#ui/call.ts";

/** The address of a record that became one with another leads there. True while it does. */
export function useMergedInto(kind: "contacts" | "organizations", error: Error | null): boolean {
  const navigate = useNavigate();
  const into = error instanceof CallRefused && error.code === "contacts.merged" ? error.facts.mergedInto : undefined;
  useEffect(() => {
    if (typeof into === "string") void navigate(`/${kind}/${into}`, { replace: true });
  }, [into, kind, navigate]);
  return typeof into === "string";
}
