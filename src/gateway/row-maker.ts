import type { LevelField } from "./level-plan.js";
import type { Answer } from "./level-rows.js";

/**
 * Makes the answer of a row: plain values in their places, room for the others.
 * @param slow called with the place of a field among the level's and a value that does not stand as it is
 */
export type RowMaker = (source: Answer, slow: (at: number, value: unknown) => unknown) => Answer;

/** Rows of a level before it is worth having a function of its own. */
const WORTH_ROWS = 200;

/**
 * Gives a level a function that makes answers of its rows, once it has had enough of them: written out with all keys,
 * as if by hand, so that all rows have one layout. Key by key took twice as long, and so did writing them as JSON (measured).
 * @param typename of the rows
 * @returns to be asked with the number of rows that come; undefined for few of them
 */
export function rowMakers(
  typename: string,
  fields: readonly LevelField[],
): (rows: number) => RowMaker | undefined {
  let rowsSoFar = 0;
  let made: RowMaker | undefined;
  return (rows) => {
    if (made !== undefined) return made;
    rowsSoFar += rows;
    if (rowsSoFar > WORTH_ROWS) made = compile(typename, fields);
    return made;
  };
}

function compile(typename: string, fields: readonly LevelField[]): RowMaker {
  const values = fields.map(({ isTypeName, isPlain, leaf, name }, at) => {
    if (isTypeName) return JSON.stringify(typename);
    if (!isPlain || leaf === undefined) return "undefined";
    const value = `value = source[${JSON.stringify(name)}]`;
    const { test, names } = leaf;
    if (names !== undefined) return `names[${at}].get(${value}) ?? slow(${at}, value)`;
    return test === undefined ? `slow(${at}, ${value})` : `(${value}, ${test}) ? value : slow(${at}, value)`;
  });
  // Names in GraphQL are letters, digits and underscores. `__proto__` is no key like others; an operation with it never comes here.
  const members = fields.map(({ key }, at) => `${JSON.stringify(key)}: ${values[at]}`);
  const body = `return (source, slow) => { let value; return { ${members.join(", ")} }; };`;
  const make = new Function("names", body) as (names: unknown) => RowMaker;
  return make(fields.map(({ leaf }) => leaf?.names));
}
