import { useCallback } from "react";
import { call } from "#ui/call.ts";
import { useFrame } from "#ui/frame/FrameContext.ts";

/** Ends the session here and leaves nothing of the cache behind: the page is loaded anew. */
export function useSignOut(): () => void {
  const { routes } = useFrame();
  return useCallback(() => {
    const leave = () => location.assign("/sign-in");
    call(routes.signOut, {}).then(leave, leave);
  }, [routes]);
}
