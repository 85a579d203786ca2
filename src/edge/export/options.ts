import { fault } from "../../errors.js";

/** The names that options have in a query string; no parameter of a saved query may be called so. */
export const OPTION_NAMES = ["labels", "lists", "header", "stack"] as const;

/** How an export is to look. */
export interface ExportOptions {
  /** What columns are called: their path in the selection, or the Chinese of the schema's descriptions. */
  readonly labels: "path" | "zh";
  /** A list inside a row: in one cell, or one row for each of its elements. */
  readonly lists: "joined" | "rows";
  /** CSV only: whether lines that begin with `#` say above the rows where they come from. */
  readonly header: boolean;
  /** Whether several connections of the same columns are walked one after another. */
  readonly stack: boolean;
}

const CHOICES = {
  labels: ["path", "zh"],
  lists: ["joined", "rows"],
  header: ["0", "1"],
  stack: ["0", "1"],
} as const;

/**
 * Reads the options of a request.
 * @param query the query string, parsed
 * @param acceptLanguage decides the labels when `labels` does not: Chinese for those who want Chinese first
 * @throws EXPORT_OPTION
 */
export function readOptions(
  query: Readonly<Record<string, unknown>>,
  acceptLanguage: string | undefined,
): ExportOptions {
  return {
    labels: choice(query, "labels") ?? (prefersChinese(acceptLanguage) ? "zh" : "path"),
    lists: choice(query, "lists") ?? "joined",
    header: choice(query, "header") === "1",
    stack: choice(query, "stack") === "1",
  };
}

function choice<Name extends keyof typeof CHOICES>(
  query: Readonly<Record<string, unknown>>,
  name: Name,
): (typeof CHOICES)[Name][number] | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  const choices: readonly string[] = CHOICES[name];
  if (typeof value !== "string" || !choices.includes(value)) {
    const given = String(value).slice(0, 100);
    throw fault("EXPORT_OPTION", { option: name, choices: choices.join(" or "), value: given });
  }
  return value as (typeof CHOICES)[Name][number];
}

function prefersChinese(acceptLanguage: string | undefined): boolean {
  const ranked = (acceptLanguage ?? "")
    .split(",")
    .map((range) => ({
      language: range.split(";", 1)[0]?.trim().toLowerCase() ?? "",
      weight: Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1),
    }))
    .sort((one, other) => other.weight - one.weight);
  return /^zh\b/.test(ranked[0]?.language ?? "");
}
