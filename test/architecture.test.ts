import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { projectRoot } from "../src/project-root.js";

const ROOT = projectRoot();
const SRC = join(ROOT, "src");

/** What each room may import besides itself: the list in the README, in one direction. */
const BELOW = ["errors.ts", "config.ts", "context.ts", "project-root.ts"];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  "errors.ts": ["errors"],
  "project-root.ts": [],
  "config.ts": ["errors.ts"],
  policy: [],
  store: BELOW,
  // Types only: what a request carries names the caller and the store.
  "context.ts": ["policy", "store"],
  dataset: [...BELOW, "store", "policy"],
  subgraphs: [...BELOW, "store", "policy", "dataset"],
  // A partner's engineer takes it away: it knows nothing of the house.
  pull: ["errors.ts"],
  gateway: [...BELOW, "store", "policy", "dataset", "subgraphs"],
  edge: [...BELOW, "store", "policy", "gateway"],
  cli: [...BELOW, "store", "policy", "dataset", "subgraphs", "gateway", "edge", "pull", "seeds"],
  "main.ts": [...BELOW, "store", "policy", "dataset", "subgraphs", "gateway", "edge", "cli"],
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) =>
    resolve(dirname(file), (match[1] as string).replace(/\.js$/, ".ts")),
  );
}

function roomOf(file: string): string {
  const inSrc = relative(SRC, file);
  if (inSrc.startsWith("..")) return relative(ROOT, file).split("/")[0] as string;
  return inSrc.split("/")[0] as string;
}

const files = sources(SRC);

describe("the rooms of src/", () => {
  test("import only what stands below them", () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file);
      return importsOf(file)
        .filter((imported) => roomOf(imported) !== room && !MAY_IMPORT[room]?.includes(roomOf(imported)))
        .map((imported) => `${relative(ROOT, file)} imports ${relative(ROOT, imported)}`);
    });
    expect(wrong).toEqual([]);
  });

  test("hold no subgraph that imports another", () => {
    const folderOf = (file: string) => /src\/subgraphs\/([^/]+)\//.exec(file)?.[1];
    const wrong = files.flatMap((file) => {
      const own = folderOf(file);
      if (own === undefined) return [];
      return importsOf(file)
        .filter((imported) => folderOf(imported) !== undefined && folderOf(imported) !== own)
        .map((imported) => `${relative(ROOT, file)} imports ${relative(ROOT, imported)}`);
    });
    expect(wrong).toEqual([]);
  });

  test("read process.env in config.ts alone", () => {
    const readers = files.filter((file) => /process\.env/.test(withoutComments(readFileSync(file, "utf8"))));
    expect(
      readers
        .map((file) => relative(SRC, file))
        .filter((file) => !["config.ts", "cli/token.ts"].includes(file)),
    ).toEqual([]);
  });

  test("throw no bare Error in subgraphs, dataset, gateway or edge", () => {
    const throwers = files.filter(
      (file) =>
        ["subgraphs", "dataset", "gateway", "edge"].includes(roomOf(file)) &&
        /throw new Error\(/.test(readFileSync(file, "utf8")),
    );
    expect(throwers.map((file) => relative(SRC, file))).toEqual([]);
  });

  test("say in a README what they are for", () => {
    const rooms = readdirSync(SRC).filter((name) => statSync(join(SRC, name)).isDirectory());
    const silent = rooms.filter((room) => !readdirSync(join(SRC, room)).includes("README.md"));
    expect(silent).toEqual([]);
  });

  test("keep every file at 300 lines or below", () => {
    const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > 301);
    expect(long.map((file) => relative(ROOT, file))).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\/\/.*$/gm, "");
}
