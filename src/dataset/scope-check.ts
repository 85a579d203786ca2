import {
  coerceInputValue,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
} from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { codeOf } from "../errors.js";
import { SYSTEM } from "../policy/caller.js";
import { isByClock } from "./by-clock.js";
import type { Dataset } from "./dataset.js";
import { filterInputType } from "./filter-schema.js";
import type { TypeClass } from "./published.js";
import { filterOn } from "./to-one-filter.js";

const MOST_FOUND = 10;

/**
 * What is wrong with a filter that is to choose rows of a dataset for good, as an agreement's row scope: names, values
 * and types as GraphQL has them, nothing of the gateway's, nothing that changes by the clock, nothing empty or null
 * (which would mean all rows without saying so). What is right so far is run once.
 * @param text the filter as JSON
 * @returns a sentence for each fault, none when it can be used
 */
export async function scopeFaults(
  ctx: RequestContext,
  dataset: Dataset,
  text: string,
): Promise<readonly string[]> {
  const filter = filterOn(dataset.type as TypeClass);
  if (filter === undefined) return [`${dataset.shape.name} has no filter; give all of its rows.`];
  let where: unknown;
  try {
    where = JSON.parse(text);
  } catch {
    return ["It is not JSON."];
  }
  if (typeof where !== "object" || where === null || Array.isArray(where))
    return ["It is not a filter: give an object."];
  const faults: string[] = [];
  const type = filterInputType(filter);
  coerceInputValue(where, type, (path, _value, error) => {
    const at = path.length === 0 ? "" : `${path.join(".")}: `;
    if (faults.length < MOST_FOUND) faults.push(`${at}${error.message}`);
  });
  walk(where, type, [], faults);
  if (faults.length > 0) return faults.slice(0, MOST_FOUND);
  try {
    // By everybody's rights, as it will be used.
    const met = filter.condition({ ...ctx, caller: SYSTEM }, where);
    if (met === undefined) return ["It filters nothing; leave it out to give all rows."];
    await sql`select 1 from ${sql.table(dataset.table)} as c where ${met.sql} limit 1`.execute(ctx.store.db);
    return [];
  } catch (error) {
    if (codeOf(error) !== undefined) return [(error as Error).message];
    ctx.log.error({ err: error, type: dataset.shape.name }, "a row scope cannot be run");
    return ["The store cannot run it."];
  }
}

function walk(value: unknown, type: GraphQLInputType, path: readonly string[], faults: string[]): void {
  const bare = getNullableType(type);
  const at = path.length === 0 ? "" : `${path.join(".")}: `;
  if (value === null) {
    faults.push(`${at}null would mean all rows; leave it out, or ask \`isNull: true\`.`);
  } else if (isListType(bare)) {
    const items = Array.isArray(value) ? value : [value];
    if (items.length === 0) faults.push(`${at}An empty list says nothing.`);
    items.forEach((item, place) => {
      walk(item, bare.ofType, [...path, String(place)], faults);
    });
  } else if (isInputObjectType(bare) && typeof value === "object") {
    const members = Object.entries(value);
    if (members.length === 0) faults.push(`${at}{} would mean all rows; leave it out.`);
    for (const [name, member] of members) {
      const here = [...path, name];
      // Coercion has found what is not there at all.
      const field = bare.getFields()[name];
      if (name.startsWith("_")) faults.push(`${here.join(".")}: It is for the gateway alone.`);
      else if (isByClock(bare.name, name))
        faults.push(`${here.join(".")}: A row would leave the scope by the clock alone. Give fixed times.`);
      else if (field !== undefined) walk(member, field.type, here, faults);
    }
  }
}
