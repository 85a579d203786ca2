import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { projectRoot } from "../src/project-root.js";
import { AT_LENGTH, engines } from "./support/engines.js";
import { ask, openSeededStore, type Served, serveGraph } from "./support/graph-harness.js";

const ROOT = projectRoot();
const FILES = ["README.md", "README.zh.md"];
const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");
const blockOf = (file: string, language: string) =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(textOf(file))?.[1] ?? "";

// The service fills its store as of the day it first starts; what the READMEs show must not depend on that day.
// A second day is tried at length.
const DAYS = ["2026-11-01", "2027-03-09"].slice(0, AT_LENGTH ? undefined : 1);
describe.each(DAYS)("on sample data of %s", (today) => {
  let graph: Served;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const [sqlite] = engines();
    const seeded = await openSeededStore(sqlite as NonNullable<typeof sqlite>, { today, scale: 1 });
    drop = seeded.drop;
    graph = await serveGraph(seeded.store);
  }, 120_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  test.each(FILES)("%s shows what its query answers, to anybody", async (file) => {
    const { text: answer } = await ask(graph.url, blockOf(file, "graphql"), { role: "anonymous" });
    expect(JSON.parse(answer)).toEqual(JSON.parse(blockOf(file, "json")));
  });
});

test.each(FILES)("%s names only commands that there are", (file) => {
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: object };
  const named = [...textOf(file).matchAll(/npm (?:run (?:-s )?)?([a-z]+(?:-[a-z]+)*)/g)].map(
    (match) => match[1] as string,
  );
  expect(named.filter((name) => !Object.keys(scripts).includes(name))).toEqual([]);
});

test.each(FILES)("%s names every variable that the configuration reads", (file) => {
  const read = [...textOf("src/config.ts").matchAll(/^ {2}([A-Z_]+): (?:z|milliseconds)/gm)];
  const known = read.map((match) => match[1] as string);
  expect(known).toContain("DATABASE_URL");
  expect(known.filter((name) => !textOf(file).includes(name))).toEqual([]);
});

test.each(FILES)("%s lists every saved query, and no other", (file) => {
  const saved = readdirSync(join(ROOT, "queries")).map((name) => name.replace(/\.graphql$/, ""));
  const listed = [...textOf(file).matchAll(/^ {2}\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1]);
  expect(listed).toEqual(saved.sort());
});
