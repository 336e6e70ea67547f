import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { root } from "../src/boot.ts";

type Locked = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  dev?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
const lock = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
  packages: Record<string, Locked>;
};
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as Record<
  string,
  Record<string, string>
>;
const packages = Object.entries(lock.packages).filter(([at]) => at !== "");

test("every package of the lock has a sha512, and none the address of a registry", () => {
  assert.deepEqual(
    packages.filter(([, one]) => !one.integrity?.startsWith("sha512-")).map(([at]) => at),
    [],
  );
  assert.deepEqual(
    packages.filter(([, one]) => one.resolved).map(([at]) => at),
    [],
  );
});

test("every optional dependency that a package names has its own entry, so that every platform installs", () => {
  const names = new Set(packages.map(([at]) => at.slice(at.lastIndexOf("node_modules/") + "node_modules/".length)));
  const missing = Object.values(lock.packages).flatMap((one) =>
    Object.keys(one.optionalDependencies ?? {}).filter((name) => !names.has(name)),
  );
  assert.deepEqual([...new Set(missing)], []);
});

test("versions are exact, direct packages at most 60, production packages at most 650", () => {
  const direct = Object.entries({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.devDependencies,
  });
  assert.deepEqual(
    direct.filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version)),
    [],
  );
  assert.ok(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).length <= 60);
  assert.ok(packages.filter(([, one]) => !one.dev).length <= 650);
});

test("each direct dependency has its line in docs/decisions/dependencies.md", () => {
  const page = fs.readFileSync(path.join(root, "docs/decisions/dependencies.md"), "utf8");
  const direct = Object.keys({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.devDependencies,
  });
  assert.deepEqual(
    direct.filter((name) => !page.includes(`\`${name}\``)),
    [],
  );
});

test("the bill of materials names every direct dependency with its version and its licence (npm run sbom)", () => {
  const file = path.join(os.tmpdir(), `clinch-sbom-${process.pid}.json`);
  execFileSync("node", [path.join(root, "scripts/sbom.mjs"), file], { cwd: root, stdio: "ignore" });
  const { bomFormat, components } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    bomFormat: string;
    components: { name: string; version: string; licenses?: unknown[] }[];
  };
  fs.rmSync(file);
  assert.equal(bomFormat, "CycloneDX");
  for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
    const named = components.find((one) => one.name === name && one.version === version);
    assert.ok((named?.licenses?.length ?? 0) > 0, `${name} is named with its licence`);
  }
});
