import { config } from "zod";

/** The page's policy forbids making code from text; zod would try first, and the browser would report each try. */
config({ jitless: true });
