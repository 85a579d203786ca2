import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { CLOSED_COLUMNS, coordinateOf, type Model, type Rows, SHARED_TABLES } from "./partner-model.js";

/** What partners are asked about over HTTP: every list, right guesses, forged ids and forged cursors. */

/** A list of the schema. */
export interface List {
  readonly name: string;
  /** A page of it: `$first` rows after `$after`. */
  readonly query: string;
  /** Whether its rows are what agreements give. */
  readonly isShared: boolean;
}

/** Every list of the schema with all that its rows hold themselves, and what the rows hold that they lead to. */
export function lists(schema: GraphQLSchema): List[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field): List[] => {
    const page = getNamedType(field.type);
    if (!isObjectType(page) || needsArguments(field)) return [];
    const nodes = page.getFields()["nodes"];
    const row = nodes && getNamedType(nodes.type);
    if (!isObjectType(row) || !["first", "after"].every((arg) => field.args.some(({ name }) => name === arg)))
      return [];
    const selected = Object.values(row.getFields()).flatMap((own) => {
      const type = getNamedType(own.type);
      if (needsArguments(own)) return [];
      if (isLeafType(type)) return [own.name];
      const leaves = isObjectType(type) && type.getFields()["nodes"] === undefined ? leavesOf(type) : [];
      return leaves.length > 0 ? [`${own.name} { ${leaves.join(" ")} }`] : [];
    });
    const rows = `nodes { ${selected.join(" ")} } pageInfo { hasNextPage startCursor endCursor }`;
    const query = `query ($after: String, $first: Int = 500) { ${field.name}(first: $first, after: $after) { ${rows} } }`;
    const isShared = Object.values(SHARED_TABLES).some(({ type }) => type === row.name);
    return selected.length === 0 ? [] : [{ name: field.name, query, isShared }];
  });
}

const leavesOf = (type: { getFields(): Record<string, GraphQLField<unknown, unknown>> }) =>
  Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && !needsArguments(field))
    .map(({ name }) => name);

const needsArguments = ({ args }: GraphQLField<unknown, unknown>) =>
  args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);

/** Guesses that are right, for every field about people: to filter, order, group, look up and search by. */
export function guesses({ tables }: Rows): { query: string; sent: string; at: string }[] {
  return Object.entries(CLOSED_COLUMNS).flatMap(([table, columns]) => {
    const list = LISTS[table];
    if (list === undefined) return [];
    return columns.flatMap((column) => {
      const field = coordinateOf(table, column).split(".")[1] as string;
      const row = tables.get(table)?.find((each) => typeof each[column] === "string" && each[column] !== "");
      const sent = String(row?.[column]);
      const id = String(row?.["id"]);
      const text = JSON.stringify(sent);
      const single = SHARED_TABLES[table as "team"].type.toLowerCase();
      const asked = [
        `{ ${list}(where: { ${field}: { eq: ${text} } }) { nodes { id } } }`,
        `{ ${list}(orderBy: [{ ${field}: ASC }]) { nodes { id ${field} } } }`,
        `{ ${single}Aggregate(where: { ${field}: { eq: ${text} } }) { nodes { count } } }`,
        `{ search(text: ${text}) { nodes { score item { __typename } matches { field fragment matched } } } }`,
      ];
      return [
        ...asked.map((query) => ({ query, sent, at: query })),
        {
          query: `{ ${single}(id: ${JSON.stringify(id)}) { id ${field} } }`,
          sent: id,
          at: `look-up of ${table} for ${field}`,
        },
      ];
    });
  });
}

const LISTS: Readonly<Record<string, string>> = {
  team: "teams",
  depot: "depots",
  expert: "experts",
  volunteer: "volunteers",
};

/** The lists of records that agreements give, by table: those that can be asked for from the root. */
const RECORD_LISTS = {
  ...LISTS,
  stock_line: "stockLines",
  volunteer_organisation: "volunteerOrganisations",
  incident: "incidents",
  dispatch: "dispatches",
} as const;

type Table = keyof typeof SHARED_TABLES;

/** The id of a row that is there but not for a partner, and one like it that nobody has; undefined: he sees all rows. */
interface ForgedId {
  readonly table: string;
  readonly list: string;
  readonly single: string;
  readonly hidden: string;
  readonly none: string;
}

/** For each table that can be asked for by id. */
export function forgedIds({ tables }: Rows, model: Model): ForgedId[] {
  return Object.entries(RECORD_LISTS).flatMap(([table, list]) => {
    const own = model.ids(table as Table);
    const ids = (tables.get(table) ?? []).map(({ id }) => String(id));
    const all = new Set(ids);
    const { type } = SHARED_TABLES[table as Table];
    const single = `${type[0]?.toLowerCase()}${type.slice(1)}`;
    const hidden = ids.filter((id) => !own.has(id));
    return [hidden[0], hidden[hidden.length >> 1]].flatMap((id) => {
      if (id === undefined) return [];
      const none = [..."0123456789xyz"]
        .map((last) => `${id.slice(0, -1)}${last}`)
        .find((each) => !all.has(each));
      return none === undefined ? [] : [{ table, list, single, hidden: id, none }];
    });
  });
}

/** Ways to ask for a row by its id, `$id`; as a record, in a list, by counts and groups, and with others. */
export function byId({ list, single }: ForgedId): string[] {
  const where = "where: { id: { eq: $id } }";
  const asked = [
    `${single}(id: $id) { id }`,
    `${list}(${where}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }`,
    `${list}(where: { or: [{ id: { in: [$id] } }, { id: { eq: "none" } }] }) { totalCount nodes { id } }`,
    `${list}(first: 5, where: { id: { ne: $id } }) { totalCount nodes { id } }`,
  ];
  if (single !== "volunteerOrganisation")
    asked.push(`${single}Aggregate(${where}) { nodes { count } totalCount }`);
  return asked.map((each) => `query ($id: ID!) { ${each} }`);
}

/** A cursor of a list, and what is like it but names a row that nobody has. */
interface ForgedCursor {
  readonly at: string;
  readonly forged: string;
  readonly none: string;
}

/** A page of a list after `$after`, as it is forged. */
export const pageAfter = (list: string) =>
  `query ($after: String) { ${list}(first: 5, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;

/**
 * Cursors that stand at a row which is not the caller's, each with one that stands at the same place, where no row is:
 * what an order compares with is less than `!` from it.
 * @param cursors whole ones of the list, of whomever
 */
export function forgedCursors({ hidden, list }: ForgedId, cursors: readonly string[]): ForgedCursor[] {
  return cursors.flatMap((cursor, of) => {
    const values = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    const standingAt = (id: string) =>
      Buffer.from(JSON.stringify([...values.slice(0, -1), id])).toString("base64url");
    const key = String(values.at(-1));
    return [
      { at: `${list} after ${hidden}`, forged: standingAt(hidden), none: standingAt(`${hidden}!`) },
      { at: `${list} after what another was given, ${of}`, forged: cursor, none: standingAt(`${key}!`) },
    ];
  });
}

/** A cursor spoiled, and the code that it is refused with. */
export function spoiledCursors(cursor: string): { cursor: string; code: string }[] {
  const values = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
  const encoded = (of: readonly unknown[]) => Buffer.from(JSON.stringify(of)).toString("base64url");
  return [
    { cursor: cursor.slice(0, -4), code: "BAD_CURSOR" },
    { cursor: cursor.slice(0, 8), code: "BAD_CURSOR" },
    { cursor: encoded(values.slice(0, -1)), code: "BAD_CURSOR" },
    { cursor: encoded(["another list", ...values.slice(1)]), code: "CURSOR_MISMATCH" },
  ];
}
