import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../src/project-root.js";

const ROOT = projectRoot();

interface Package {
  readonly dev?: boolean;
  readonly license?: string;
  readonly resolved?: string;
  /** Of the project itself, whose path is "". */
  readonly devDependencies?: Readonly<Record<string, string>>;
}

type Packages = Record<string, Package>;

function packagesOf(lockfile: string) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, lockfile), "utf8")) as { packages: Packages };
  return Object.entries(packages);
}

const packages = packagesOf("package-lock.json");

// MIT, Apache, BSD and ISC, and what asks for less than they do.
const ALLOWED =
  /^\(?((MIT|Apache-2\.0|BSD-[23]-Clause|ISC|0BSD|BlueOak-1\.0\.0|Python-2\.0)( AND | OR )?)+\)?$/;

test("everything that the product runs on has a permissive licence", () => {
  const others = packages.filter(
    ([path, { dev, license }]) => path !== "" && !dev && !ALLOWED.test(license ?? "none"),
  );
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test("so has every package that the project names for development", () => {
  const known = new Map(packages);
  const named = Object.keys(known.get("")?.devDependencies ?? {});
  expect(named).toContain("jest");
  const others = named.map((name) => `${name}: ${known.get(`node_modules/${name}`)?.license}`);
  expect(others.filter((line) => !ALLOWED.test(line.slice(line.indexOf(": ") + 2)))).toEqual([]);
});

test("the lockfiles name no registry", () => {
  const all = [...packages, ...packagesOf("bench/package-lock.json")];
  expect(all.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

// What the benchmark compares with may have any licence (Apollo Gateway's is no open-source one): it is a package of its
// own, installed when the benchmark runs, and the product must know nothing of it.
test("nothing that only the benchmark's peers need is in the product", () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "bench/package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const restricted = packagesOf("bench/package-lock.json").filter(
    ([path, { license }]) => path !== "" && !ALLOWED.test(license ?? "none"),
  );
  expect(restricted.length).toBeGreaterThan(0);
  const known = new Set(packages.map(([path]) => path));
  expect(restricted.filter(([path]) => known.has(path))).toEqual([]);
  const sources = ["src", "seeds"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(ROOT, folder, name)),
  );
  const imported = new RegExp(`from "(${Object.keys(dependencies).join("|")}|[./]+/bench/[^"]*)"`);
  expect(sources.filter((file) => imported.test(readFileSync(file, "utf8")))).toEqual([]);
});
