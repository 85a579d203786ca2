import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../../src/project-root.js";

const read = (file: string) => readFileSync(join(projectRoot(), file), "utf8");

test("every npm script begins with the bootstrap, which installs what it needs, in place of the shell, which hands no signal on", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const others = Object.values(scripts).filter(
    (line) => !/^exec node scripts\/bootstrap\.mjs [a-z]+/.test(line),
  );
  expect(others).toEqual([]);
});

// It runs before anything is installed.
test("the bootstrap imports Node's own modules and itself, nothing else", () => {
  const seen = new Set(["bootstrap.mjs"]);
  const foreign: string[] = [];
  for (const file of seen) {
    for (const [, name = ""] of read(`scripts/${file}`).matchAll(/ from "([^"]+)";$/gm)) {
      if (name.startsWith("./")) seen.add(name.slice(2));
      else if (!name.startsWith("node:")) foreign.push(`${file}: ${name}`);
    }
  }
  expect(foreign).toEqual([]);
  expect([...seen].sort()).toEqual([
    "bootstrap.mjs",
    "build.mjs",
    "child.mjs",
    "install.mjs",
    "lock.mjs",
    "say.mjs",
  ]);
});
