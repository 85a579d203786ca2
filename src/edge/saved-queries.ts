import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GraphQLSchema } from "graphql";
import { fault } from "../errors.js";
import { projectRoot } from "../project-root.js";
import { checkName, checkText, isUnusable, type SavedQuery, unusable } from "./saved-query.js";

/**
 * Reads the saved queries, by name, in the order of their names.
 * @param schema what they are asked of
 * @param folder where they lie; `queries/` by default
 * @throws SAVED_QUERY_INVALID naming the file: a query that cannot run is to stop the start, not its first reader
 */
export function readSavedQueries(
  schema: GraphQLSchema,
  folder: string = join(projectRoot(), "queries"),
): ReadonlyMap<string, SavedQuery> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort();
  return new Map(
    files.map((file) => {
      const query = fromFile(schema, file, readFileSync(join(folder, file), "utf8"));
      return [query.name, query];
    }),
  );
}

function fromFile(schema: GraphQLSchema, file: string, text: string): SavedQuery {
  const name = file.slice(0, -".graphql".length);
  try {
    if (!checkName(name)) throw unusable("its name must be small letters, digits and single hyphens.");
    return checkText(schema, name, text);
  } catch (error) {
    if (!isUnusable(error)) throw error;
    throw fault("SAVED_QUERY_INVALID", { file, reason: error.message });
  }
}
