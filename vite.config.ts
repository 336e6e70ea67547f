import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";

export default {
  base: "/",
  publicDir: "src/ui/public",
  plugins: [react()],
  build: { outDir: "dist/web", emptyOutDir: true, manifest: true, target: "es2022" },
} satisfies UserConfig;
