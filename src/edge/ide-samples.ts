import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

/** A query that the IDE opens as a tab. */
export interface Sample {
  /** From the first two comment lines: Chinese, then English. */
  readonly title: { readonly zh: string; readonly en: string };
  /** The whole file, comments included: they are what the reader sees first. */
  readonly query: string;
}

/** Reads the ready queries in the order of their file names. */
export function readSamples(): Sample[] {
  // The compiled code runs from another folder; the samples stay where they are written.
  const root = dirname(findPackageJSON(import.meta.url) ?? "");
  const folder = join(root, "src", "edge", "ide", "samples");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".graphql"))
    .sort()
    .map((name) => sampleOf(readFileSync(join(folder, name), "utf8")));
}

function sampleOf(query: string): Sample {
  const [zh = "", en = ""] = query.split("\n", 2).map((line) => line.replace(/^#\s*/, "").trim());
  return { title: { zh, en }, query };
}
