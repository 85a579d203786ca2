import { GraphQLError } from "graphql";
import type { LevelField } from "./level-plan.js";
import type { Answer, Rows } from "./level-rows.js";
import { Failure } from "./settle.js";

/** A plain value that could not be put into its answer at once. */
export interface Later {
  readonly row: number;
  readonly field: LevelField;
  readonly value: unknown;
}

/** Values with the rows that they belong to, and their places in the lists there. */
export interface Elements {
  readonly values: unknown[];
  readonly rows: number[];
  readonly items: number[];
}

/** Puts a value, or an element of a list, into the answer of a row. */
export function put(
  rows: Rows,
  { key }: LevelField,
  row: number,
  item: number | undefined,
  value: unknown,
): void {
  const answer = rows.answers[row] as Answer;
  if (item === undefined) answer[key] = value;
  else if (Array.isArray(answer[key])) answer[key][item] = value;
}

/** What is read, or why it could not be. */
export function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return new Failure(error);
  }
}

/** The elements of what is a list; undefined where it is none. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null && Symbol.iterator in value
    ? Array.from(value as Iterable<unknown>)
    : undefined;
}

const coordinateOf = ({ parent, name }: LevelField) => `${parent.name}.${name}`;

/** Told of a field, or an element of it, that is null and must not be. */
export const nullError = (field: LevelField) =>
  new Error(`Cannot return null for non-nullable field ${coordinateOf(field)}.`);

/** Told of a field that is no list and must be one. */
export const listError = (field: LevelField) =>
  new GraphQLError(`Expected Iterable, but did not find one for field "${coordinateOf(field)}".`);
