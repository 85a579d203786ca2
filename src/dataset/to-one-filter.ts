import { sql } from "kysely";
import type { Sql } from "../store/per-parent.js";
import type { Dataset } from "./dataset.js";
import type { DatasetFilter } from "./filter.js";
import { type Bilingual, shapeOf, type TypeClass, type TypeThunk } from "./published.js";

/** A filter on the one row of the same subgraph that each row names: the depot of a stock line. */
export interface ToOneFilter extends Bilingual {
  /** The input of the filter on that row. */
  readonly type: TypeThunk;
  /**
   * Whether a row names one that meets a condition. A row that names none, or one that is not there, does not.
   * @param met makes the condition, over the alias `c`, of the filter that it is given
   */
  sql(owner: Dataset, met: (filter: DatasetFilter) => Sql): Sql;
}

// Depots are filtered by their stock and stock by its depot, so that neither filter can be given to the other when it
// is made: the type stands for its filter.
const filters = new WeakMap<TypeClass, DatasetFilter>();

/** Has the first filter on a type found by that type. */
export function noteFilter(filter: DatasetFilter): void {
  const { type } = filter.dataset;
  if (!filters.has(type)) filters.set(type, filter);
}

/** The first filter on a type, or undefined where none is made. */
export function filterOn(type: TypeClass): DatasetFilter | undefined {
  return filters.get(type);
}

/**
 * A filter on the row whose key stands in a property.
 * @param to the filter on that row; or its published type, where the two filters lead to each other
 * @param property of the rows that are filtered
 * @throws TypeError when the schema is built, for a type on which no filter is made
 */
export function toOne(to: DatasetFilter | TypeClass, property: string, text: Bilingual): ToOneFilter {
  const filter = () => {
    if (typeof to !== "function") return to;
    const found = filters.get(to);
    if (found === undefined) throw new TypeError(`${shapeOf(to).name} has no filter for ${property}`);
    return found;
  };
  return {
    ...text,
    type: () => filter().input,
    sql(owner, met) {
      const { dataset } = filter();
      // The alias of the row that is named is the owner's too: inside the sub-select it means the former.
      return sql`${owner.column(property)} in (
        select ${dataset.column(dataset.key)} from ${sql.table(dataset.table)} as c where ${met(filter())})`;
    },
  };
}
