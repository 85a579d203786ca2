import { GraphQLError } from "graphql";
import { fault } from "../../errors.js";
import type { Misfit } from "./project.js";

/** Errors of this kind in one answer: a column that is wrong is wrong in every row. */
const MOST = 20;

/**
 * The errors for values that their types do not allow, each position of the operation once. Where a source has told
 * what went wrong at that place, there is nothing to add.
 */
export function faultsOf(misfits: readonly Misfit[], told: readonly GraphQLError[]): GraphQLError[] {
  const explained = told.map(({ path }) => namesOf(path ?? []));
  const seen = new Set<string>();
  const faults: GraphQLError[] = [];
  for (const { path, coordinate } of misfits) {
    const names = namesOf(path);
    if (faults.length >= MOST || seen.has(names.join("."))) continue;
    seen.add(names.join("."));
    if (explained.some((other) => isWithin(other, names) || isWithin(names, other))) continue;
    const { message, extensions } = fault("SOURCE_BAD_VALUE", { field: coordinate });
    faults.push(new GraphQLError(message, { path, extensions }));
  }
  return faults;
}

const namesOf = (path: readonly (string | number)[]) => path.filter((key) => typeof key === "string");

const isWithin = (outer: readonly string[], inner: readonly string[]) =>
  outer.every((name, at) => inner[at] === name);
