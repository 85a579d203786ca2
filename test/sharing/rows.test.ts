import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type ExecutionResult, getNamedType, graphql, isObjectType, parse } from "graphql";
import type { Subgraph } from "../../src/dataset/build-subgraph.js";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { Caller } from "../../src/policy/caller.js";
import type { Store } from "../../src/store/store.js";
import { describeEachEngineAtLength } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { partnerCaller } from "../support/partner-caller.js";
import { testContext } from "../support/test-context.js";
import { leaksIn, type Model, modelOf, type Rows, readRows, SHARED_TABLES } from "./partner-model.js";
import { literal } from "./ways.js";

const PARTNERS = ["33", "32", "34", "330482", "35"];

type Table = keyof typeof SHARED_TABLES;

/** The root fields of each table: one row, the list, the groups; and whether its rows are people. */
const ROOTS = [
  ["team", "team", "teams", "teamAggregate", false],
  ["depot", "depot", "depots", "depotAggregate", false],
  ["stock_line", "stockLine", "stockLines", "stockLineAggregate", false],
  ["expert", "expert", "experts", "expertAggregate", true],
  ["volunteer", "volunteer", "volunteers", "volunteerAggregate", true],
  ["volunteer_organisation", "volunteerOrganisation", "volunteerOrganisations", undefined, false],
  ["incident", "incident", "incidents", "incidentAggregate", false],
  ["dispatch", "dispatch", "dispatches", "dispatchAggregate", false],
] as const;

/** The field of a division that leads to rows of a table in it and below. */
const IN_DIVISION = {
  team: "teams",
  depot: "depots",
  expert: "experts",
  volunteer: "volunteers",
  volunteer_organisation: "volunteerOrganisations",
  incident: "incidents",
} as const;

const LEVELS = ["province_code", "prefecture_code", "county_code", "town_code"];
const sorted = (values: Iterable<unknown>) => [...new Set([...values].map(String))].sort();
const toFives = (count: number, people: boolean) => (people ? Math.ceil(count / 5) * 5 : count);

describeEachEngineAtLength("the rows of a partner", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let gateway: Gateway;
  let subgraphs: readonly Subgraph[];
  let rows: Rows;
  const callers = new Map<string, Caller>();
  const models = new Map<string, Model>();
  const modelFor = (partner: string) => models.get(partner) as Model;

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine, { scale: 0.1 }));
    subgraphs = await buildSubgraphs();
    gateway = await createGateway({ subgraphs, urls: {}, timeoutMs: 5000, planTimeoutMs: 10_000 });
    rows = await readRows(store);
    for (const partner of PARTNERS) {
      callers.set(partner, await partnerCaller(store, partner));
      models.set(partner, modelOf(rows, partner));
    }
  }, 120_000);
  afterAll(async () => {
    await gateway.stop();
    await drop();
  });

  const contextOf = (partner: string) => ({
    ...testContext(store, "partner"),
    caller: callers.get(partner) as Caller,
  });
  const run = (partner: string, query: string): Promise<ExecutionResult> =>
    gateway.execute({ document: parse(query), operationName: undefined, variables: {} }, contextOf(partner));
  const ask = async <T>(partner: string, query: string): Promise<T> => {
    const { data, errors } = await run(partner, query);
    expect([query, errors]).toEqual([query, undefined]);
    return data as T;
  };

  interface Page {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    readonly nodes: readonly { readonly id: string }[];
  }
  async function listed(partner: string, field: string): Promise<{ ids: string[]; totalCount: number }> {
    const ids: string[] = [];
    for (let after = ""; ; ) {
      const { page } = await ask<{ page: Page | null }>(
        partner,
        `{ page: ${field}(first: 500 ${after}) { totalCount pageInfo { endCursor hasNextPage } nodes { id } } }`,
      );
      if (page === null) return { ids, totalCount: 0 };
      ids.push(...page.nodes.map(({ id }) => id));
      if (!page.pageInfo.hasNextPage) return { ids, totalCount: page.totalCount };
      after = `after: ${JSON.stringify(page.pageInfo.endCursor)}`;
    }
  }

  describe.each(PARTNERS)("%s", (partner) => {
    test("are listed, counted and grouped: those that the agreements give, and no others", async () => {
      const model = modelFor(partner);
      for (const [table, , list, aggregate, people] of ROOTS) {
        const { root, type } = SHARED_TABLES[table];
        const expected = sorted(model.ids(table));
        if (!model.types.has(root)) {
          // Nothing is there: an empty list where everybody may list, a refusal where not.
          const { data } = await run(partner, `{ l: ${list} { totalCount nodes { id } } }`);
          expect([type, [null, { totalCount: 0, nodes: [] }]]).toEqual([
            type,
            expect.arrayContaining([data?.["l"]]),
          ]);
          continue;
        }
        const { ids, totalCount } = await listed(partner, list);
        expect([table, sorted(ids)]).toEqual([table, expected]);
        expect([table, totalCount]).toEqual([table, toFives(expected.length, people)]);
        if (aggregate === undefined) continue;
        const { a } = await ask<{ a: { nodes: { count: number }[] } }>(
          partner,
          `{ a: ${aggregate} { nodes { count } } }`,
        );
        expect([table, a.nodes[0]?.count ?? 0]).toEqual([table, toFives(expected.length, people)]);
      }
    });

    test("are found by their ids; another's id is like one that nobody has", async () => {
      const model = modelFor(partner);
      for (const [table, one] of ROOTS) {
        const own = model.ids(table);
        const all = (rows.tables.get(table) ?? []).map((row) => String(row["id"]));
        const others = all.filter((id) => !own.has(id)).slice(0, 10);
        for (const id of [...own].slice(0, 5)) {
          expect(await ask(partner, `{ x: ${one}(id: "${id}") { id } }`)).toEqual({ x: { id } });
        }
        const strange = await run(partner, `{ x: ${one}(id: "nobody") { id } }`);
        expect(strange.data).toEqual({ x: null });
        for (const id of others) {
          const { data, errors } = await run(partner, `{ x: ${one}(id: "${id}") { id } }`);
          const like = JSON.stringify([strange.data, strange.errors]).replaceAll("nobody", id);
          expect(JSON.stringify([data, errors])).toBe(like);
        }
      }
    });

    test("are what hangs from divisions, and what divisions, agencies and items are filtered by", async () => {
      const model = modelFor(partner);
      for (const [table, field] of Object.entries(IN_DIVISION) as [keyof typeof IN_DIVISION, string][]) {
        if (!model.types.has(SHARED_TABLES[table].root)) continue;
        const people = table === "expert" || table === "volunteer";
        const own = model.rows(table);
        const codes = sorted(
          LEVELS.flatMap((level) => own.map((row) => row[level])).filter((code) => code !== null),
        );
        for (const code of ["31", "33", "310116", "310118", ...codes.slice(0, 5)]) {
          const expected = own.filter((row) => LEVELS.some((level) => row[level] === code)).length;
          const { d } = await ask<{ d: Record<string, { totalCount: number }> }>(
            partner,
            `{ d: division(code: "${code}") { x: ${field} { totalCount } } }`,
          );
          expect([table, code, d["x"]?.totalCount]).toEqual([table, code, toFives(expected, people)]);
        }
        const { d } = await ask<{ d: { nodes: { code: string }[] } }>(
          partner,
          `{ d: divisions(where: { ${field}: { some: {} } }, first: 500) { nodes { code } } }`,
        );
        expect([table, sorted(d.nodes.map(({ code }) => code))]).toEqual([table, codes.slice(0, 500)]);
      }
      const teams = model.ids("team");
      const leading = (rows.tables.get("team_lead_agency") ?? [])
        .filter((row) => teams.has(String(row["team_id"])))
        .map((row) => row["agency_id"]);
      const { a } = await ask<{ a: { nodes: { id: string }[] } }>(
        partner,
        "{ a: agencies(where: { teams: { some: {} } }, first: 500) { nodes { id } } }",
      );
      expect(sorted(a.nodes.map(({ id }) => id))).toEqual(sorted(leading));
      const { i } = await ask<{ i: { nodes: { code: string }[] } }>(
        partner,
        "{ i: items(where: { stock: { some: {} } }, first: 500) { nodes { code } } }",
      );
      expect(sorted(i.nodes.map(({ code }) => code))).toEqual(
        sorted(model.rows("stock_line").map((row) => row["item_code"])),
      );
    });

    test("are what a search finds, where its texts are read in clear", async () => {
      const model = modelFor(partner);
      const word = "消防";
      const holds = (columns: readonly string[]) => (row: Readonly<Record<string, unknown>>) =>
        columns.some((column) => String(row[column] ?? "").includes(word));
      const search = async (type: string) =>
        (
          await ask<{ s: { totalCount: number } }>(
            partner,
            `{ s: search(text: "${word}", types: [${type}]) { totalCount } }`,
          )
        ).s.totalCount;
      const teams = model.rows("team").filter(holds(["name", "name_en", "duty", "duty_en"]));
      expect(await search("TEAM")).toBe(teams.length);
      const depots = model.rows("depot").filter(holds(["name", "name_en", "keeper_name"]));
      expect(await search("DEPOT")).toBe(depots.length);
      // By what people are called nothing is found for anybody whose agreement masks it.
      const name = String(rows.tables.get("expert")?.[0]?.["name"]);
      const { s } = await ask<{ s: { totalCount: number } }>(
        partner,
        `{ s: search(text: ${JSON.stringify(name)}, types: [EXPERT]) { totalCount } }`,
      );
      expect(s.totalCount).toBe(0);
    });

    test("are all that a subgraph gives which is reached alone, by references and by what the gateway asks", async () => {
      const model = modelFor(partner);
      const wrong: string[] = [];
      for (const { name, schema } of subgraphs) {
        const direct = (source: string) => graphql({ schema, source, contextValue: contextOf(partner) });
        for (const [table, { type: typeName }] of Object.entries(SHARED_TABLES) as [
          Table,
          { type: string },
        ][]) {
          const type = schema.getType(typeName);
          const query = schema.getQueryType()?.getFields() ?? {};
          const entity = schema.getType("_Entity");
          if (!isObjectType(type) || entity === undefined) continue;
          const own = model.ids(table);
          const other = (rows.tables.get(table) ?? []).find((row) => !own.has(String(row["id"])));
          if (other !== undefined && type.getFields()["id"] !== undefined) {
            // Everything that this subgraph has of the type, asked of a row that does not exist for this partner.
            const fields = Object.values(type.getFields())
              .filter(
                ({ name: field, args }) =>
                  field !== "id" && args.every((arg) => !String(arg.type).endsWith("!")),
              )
              .map(({ name: field, type: of }) =>
                isObjectType(getNamedType(of)) ? `${field} { __typename }` : field,
              );
            const ref = `{ __typename: "${typeName}", id: "${String(other["id"])}" }`;
            const body = fields.length === 0 ? "__typename" : fields.join(" ");
            const { data, errors } = await direct(
              `{ _entities(representations: [${ref}]) { ... on ${typeName} { ${body} } } }`,
            );
            for (const leak of leaksIn([data, errors], model.forbidden)) wrong.push(`${leak} from ${name}`);
            const given = (data?.["_entities"] as (Record<string, unknown> | null)[] | undefined)?.[0];
            for (const [field, value] of Object.entries(given ?? {}))
              if (value !== null && field !== "__typename")
                wrong.push(`${name} gives ${typeName}.${field} of a row that is not his`);
          }
          const keysOf = query[`_keysOf_${typeName}`];
          if (keysOf === undefined) continue;
          const { data } = await direct(`{ k: _keysOf_${typeName}(first: 10000) }`);
          for (const key of (data?.["k"] as string[] | null | undefined) ?? [])
            if (!own.has(key)) wrong.push(`${name} gives the key ${key} of ${typeName}`);
          for (const field of ["contactPhone", "contactName", "phone", "idNumber", "birthDate", "name"]) {
            if (type.getFields()[field] === undefined) continue;
            const filtered = await direct(
              `{ k: _keysOf_${typeName}(where: { ${field}: { isNull: false } }, first: 9) }`,
            );
            const ordered = await direct(
              `{ k: _valuesOf_${typeName}(orderBy: { ${field}: ASC }, first: 9) }`,
            );
            const policy = field === "name" && !/Expert|Volunteer$/.test(typeName) ? "PUBLIC" : "PERSONAL";
            if (model.usable(`${typeName}.${field}`, policy)) continue;
            if (filtered.data?.["k"] != null) wrong.push(`${name} filters keys of ${typeName} by ${field}`);
            if (ordered.data?.["k"] != null) wrong.push(`${name} gives values of ${typeName}.${field}`);
          }
        }
        // Whatever else the gateway asks: no value about people in any of it.
        for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
          if (!/^_(places|values|keys|counts)Of/.test(field.name)) continue;
          const given = field.args
            .filter((arg) => String(arg.type).endsWith("!"))
            .map((arg) => `${arg.name}: ${arg.name === "first" ? 10000 : literal(arg.type)}`);
          const { data, errors } = await direct(`{ ${field.name}(${given.join(", ")}) }`);
          for (const leak of leaksIn([data, errors], model.forbidden))
            wrong.push(`${leak} from ${field.name}`);
        }
      }
      expect([...new Set(wrong)]).toEqual([]);
    }, 60_000);
  });
});
