import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";

const lockfile = readFileSync(join(resolve(import.meta.dirname, ".."), "package-lock.json"), "utf8");
const packages = Object.entries(
  (
    JSON.parse(lockfile) as {
      packages: Record<string, { dev?: boolean; license?: string; resolved?: string }>;
    }
  ).packages,
);

// MIT, Apache, BSD and ISC, and what asks for less than they do.
const ALLOWED =
  /^\(?((MIT|Apache-2\.0|BSD-[23]-Clause|ISC|0BSD|BlueOak-1\.0\.0|Python-2\.0)( AND | OR )?)+\)?$/;

test("everything that the product runs on has a permissive licence", () => {
  const others = packages.filter(
    ([path, { dev, license }]) => path !== "" && !dev && !ALLOWED.test(license ?? "none"),
  );
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test("the lockfile names no registry", () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
