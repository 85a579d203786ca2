import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { MEDIA_TYPES } from "../../src/edge/export/formats.js";
import { readSavedQueries } from "../../src/edge/saved-queries.js";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";
import { partnerCaller } from "../support/partner-caller.js";
import { type HttpSide, type Left, serveHttpSide } from "./http-side.js";
import {
  CLOSED_COLUMNS,
  coordinateOf,
  leaksIn,
  type Model,
  modelOf,
  type Rows,
  readRows,
  SHARED_TABLES,
} from "./partner-model.js";

/** One that is given much, masked; one that is given little; one with which there is no agreement. */
const PARTNERS = ["33", "34", "35"];
/** What other rows may not even name: whole records. */
const ROOTS = ["team", "depot", "expert", "volunteer"] as const;
const DATASETS = [
  "teams",
  "experts",
  "supplies",
  "volunteers",
  "warnings",
  "plans",
  "incidents",
  "equipment",
];

let store: Store;
let drop: () => Promise<void>;
let side: HttpSide;
let rows: Rows;

beforeAll(async () => {
  ({ store, drop } = await openSeededStore(engines()[0] as ReturnType<typeof engines>[number], {
    own: true,
  }));
  rows = await readRows(store);
  side = await serveHttpSide(store);
}, 60_000);

afterAll(async () => {
  await side.stop();
  await drop();
});

describe.each(PARTNERS)("over HTTP, the partner %s", (partner) => {
  let model: Model;
  let forbidden: ReadonlySet<string>;
  beforeAll(() => {
    model = modelOf(rows, partner);
    const hidden = ROOTS.flatMap((table) => {
      const own = model.ids(table);
      return (rows.tables.get(table) ?? []).map(({ id }) => String(id)).filter((id) => !own.has(id));
    });
    forbidden = new Set([...model.forbidden, ...hidden]);
    expect(forbidden.size).toBeGreaterThan(1000);
  });

  /** What went out that must not, under the name of the path that it took. */
  const leaks = (at: string, { values }: Left, sent: ReadonlySet<string> = new Set()) =>
    leaksIn(values, forbidden, sent).map((leak) => `${leak} at ${at}`);

  const contractOf = async () => {
    const contract = side.gateway.contracts.of(await partnerCaller(store, partner));
    return contract?.schema ?? side.gateway.apiSchema;
  };

  test("takes no list away in any format with a value or a row in it that is not his", async () => {
    const wrong: string[] = [];
    const held = new Map<string, number>();
    // Pages of what everybody may read are looked at once; what agreements give, whole and in every format.
    for (const { name, query, isShared } of lists(await contractOf()))
      for (const accept of ["application/json", ...(isShared ? Object.values(MEDIA_TYPES) : [])]) {
        const left = await side.post(query, partner, accept);
        wrong.push(...leaks(`${name} as ${accept}`, left));
        if (left.status === 200) held.set(accept, (held.get(accept) ?? 0) + seen(left, model));
      }
    expect(wrong).toEqual([]);
    // What he is given does go out, in each format: the scan looks at something.
    const given = model.ids("team").size > 0;
    if (given) expect([...held.values()].filter((count) => count > 0)).toHaveLength(4);
    else expect([...held.values()].every((count) => count === 0)).toBe(true);
  }, 120_000);

  test("runs no saved query that gives more, in any format", async () => {
    const wrong: string[] = [];
    const statuses: number[] = [];
    for (const [name, { parameters }] of readSavedQueries(side.gateway.apiSchema))
      for (const ending of ["csv", "ndjson", "xlsx"]) {
        const required = parameters
          .filter(({ required: needed }) => needed)
          .map((each) => `${each.name}=310115`);
        const path = `/export/${name}.${ending}?${required.join("&")}`;
        const left = await side.get(path, partner);
        statuses.push(left.status);
        wrong.push(...leaks(path, left));
      }
    // Some he may run, some he may not.
    expect(new Set(statuses).size).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
  }, 120_000);

  test("is told no more by feeds, from their start to their end, read or followed", async () => {
    const wrong: string[] = [];
    const held = { read: 0, followed: 0 };
    for (const dataset of DATASETS) {
      const read = await side.get(`/feed/${dataset}`, partner);
      const followed = await side.follow(dataset, partner);
      wrong.push(...leaks(`/feed/${dataset}`, read), ...leaks(`/feed/${dataset} followed`, followed));
      wrong.push(...leaks(`/feed/${dataset}/digest`, await side.get(`/feed/${dataset}/digest`, partner)));
      held.read += seen(read, model);
      held.followed += seen(followed, model);
    }
    expect(wrong).toEqual([]);
    const given = model.ids("team").size > 0;
    expect([held.read > 0, held.followed > 0]).toEqual([given, given]);
  }, 120_000);

  test("reads nothing in refusals, whatever he guesses, nor from what else is served", async () => {
    const wrong: string[] = [];
    for (const { query, sent, at } of guesses(rows))
      wrong.push(...leaks(at, await side.post(query, partner), new Set([sent])));
    for (const path of [
      "/contract",
      "/queries",
      "/readyz",
      "/livez",
      "/feed/teams?after=x",
      "/export/none.csv",
    ])
      wrong.push(...leaks(path, await side.get(path, partner)));
    expect(wrong).toEqual([]);
  }, 60_000);

  test("leaves none of it in the log", () => {
    const lines = side.logged();
    expect(lines.length).toBeGreaterThan(50);
    expect(leaksIn(lines, forbidden)).toEqual([]);
  });
});

interface List {
  readonly name: string;
  readonly query: string;
  /** Whether its rows are what agreements give. */
  readonly isShared: boolean;
}

/** Every list of the schema with all that its rows hold themselves, and what the rows hold that they lead to. */
function lists(schema: GraphQLSchema): List[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field): List[] => {
    const page = getNamedType(field.type);
    if (!isObjectType(page) || needsArguments(field)) return [];
    const nodes = page.getFields()["nodes"];
    const row = nodes && getNamedType(nodes.type);
    if (!isObjectType(row) || !("first" in Object.fromEntries(field.args.map(({ name }) => [name, 0]))))
      return [];
    const selected = Object.values(row.getFields()).flatMap((own) => {
      const type = getNamedType(own.type);
      if (needsArguments(own)) return [];
      if (isLeafType(type)) return [own.name];
      const leaves = isObjectType(type) && type.getFields()["nodes"] === undefined ? leavesOf(type) : [];
      return leaves.length > 0 ? [`${own.name} { ${leaves.join(" ")} }`] : [];
    });
    const query = `{ ${field.name}(first: 500) { nodes { ${selected.join(" ")} } } }`;
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

/** How many of a partner's own records are in what was sent. */
function seen({ values }: Left, model: Model): number {
  const own = new Set(ROOTS.flatMap((table) => [...model.ids(table)]));
  return leaksIn(values, own).length;
}

/** Guesses that are right, for every field about people: to filter, order, group, look up and search by. */
function guesses({ tables }: Rows): { query: string; sent: string; at: string }[] {
  const LISTS: Readonly<Record<string, string>> = {
    team: "teams",
    depot: "depots",
    expert: "experts",
    volunteer: "volunteers",
  };
  return Object.entries(CLOSED_COLUMNS).flatMap(([table, columns]) => {
    const list = LISTS[table];
    if (list === undefined) return [];
    return columns.flatMap((column) => {
      const field = coordinateOf(table, column).split(".")[1] as string;
      const row = tables.get(table)?.find((each) => typeof each[column] === "string" && each[column] !== "");
      const sent = String(row?.[column]);
      const id = String(row?.["id"]);
      const text = JSON.stringify(sent);
      const single = SHARED_TABLES[table as "team"].type;
      const asked = [
        `{ ${list}(where: { ${field}: { eq: ${text} } }) { nodes { id } } }`,
        `{ ${list}(orderBy: [{ ${field}: ASC }]) { nodes { id ${field} } } }`,
        `{ ${single.toLowerCase()}Aggregate(groupBy: [{ ${field}: true }]) { nodes { key { ${field} } count } } }`,
        `{ search(text: ${text}) { nodes { score item { __typename } matches { field fragment matched } } } }`,
      ];
      return [
        ...asked.map((query) => ({ query, sent, at: query })),
        {
          query: `{ ${single.toLowerCase()}(id: ${JSON.stringify(id)}) { id ${field} } }`,
          sent: id,
          at: `look-up of ${table} for ${field}`,
        },
      ];
    });
  });
}
