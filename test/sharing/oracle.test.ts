// Longer than most: one store and one service, which take seconds to make, serve all claims about one thing.

import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type DocumentNode, isObjectType, parse } from "graphql";
import { sql } from "kysely";
import { indexStore } from "../../src/cli/index-store.js";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { Caller } from "../../src/policy/caller.js";
import type { Store } from "../../src/store/store.js";
import { AT_LENGTH, engines, type TestEngine } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { partnerCaller } from "../support/partner-caller.js";
import { testContext } from "../support/test-context.js";
import { modelOf, type Rows, readRows } from "./partner-model.js";
import { idVariable, literal, type MemberUse, memberUses, waysInto } from "./ways.js";

/**
 * Two stores that differ in what is hidden from a partner, and nothing else: whatever he may ask, in which sequence
 * ever, has the same answer to the byte (data, errors, counts, orders, cursors), from the same statements with the same
 * parameters. Of time no more is claimed than follows from that: what the engine takes over rows that it leaves out is
 * not looked at.
 */

const AT_ONCE = 20;

interface Question {
  readonly document: DocumentNode;
  readonly about: string;
}

/** What is changed behind a partner's back. */
interface Change {
  readonly what: string;
  apply(store: Store, rows: Rows): Promise<void>;
}

/** Changes a column of the first row that fits. */
function changed(
  what: string,
  table: string,
  column: string,
  fits: (row: Readonly<Record<string, unknown>>) => boolean,
  to: (value: never) => unknown,
): Change {
  return {
    what,
    async apply({ db }, rows) {
      const row = rows.tables.get(table)?.find((each) => each[column] !== null && fits(each));
      if (row === undefined) throw new TypeError(`no row for: ${what}`);
      const value = to(row[column] as never);
      if (value === row[column]) throw new TypeError(`nothing changes: ${what}`);
      await db
        .updateTable(table)
        .set({ [column]: value })
        .where("id", "=", row["id"])
        .execute();
    },
  };
}

function removed(
  what: string,
  table: string,
  fits: (row: Readonly<Record<string, unknown>>) => boolean,
): Change {
  return {
    what,
    async apply({ db }, rows) {
      const row = rows.tables.get(table)?.find(fits);
      if (row === undefined) throw new TypeError(`no row for: ${what}`);
      await sql`delete from ${sql.table(table)} where id = ${row["id"]}`.execute(db);
    },
  };
}

type Row = Readonly<Record<string, unknown>>;
const within = (code: string) => (row: Row) => String(row["division_code"]).startsWith(code);
const phone = (text: string) =>
  `${text.slice(0, 3)}${text.slice(3, -4).replaceAll(/\d/g, (d) => String(9 - +d))}${text.slice(-4)}`;
const middleOfDay = (day: string) => `${day.slice(0, 5)}${day.slice(5, 7) === "03" ? "04" : "03"}-17`;
/** The last digit of a number, so that it stays in its ten. */
const inTen = (n: number) => Math.floor(n / 10) * 10 + (((n % 10) + 5) % 10);

const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  "33": [
    changed("what a mask of a telephone hides", "team", "contact_phone", within("31"), phone),
    changed(
      "what a mask of a name hides",
      "team",
      "contact_name",
      within("31"),
      (name: string) => `${name[0]}隐`,
    ),
    changed("a number within its step", "team", "standby_headcount", within("31"), inTen),
    changed(
      "an address below its district",
      "team",
      "address",
      (row) => within("31")(row) && /区/.test(String(row["address"])),
      (text: string) => `${text}隐号`,
    ),
    changed("a hidden e-mail address", "expert", "email", within("31"), () => "hidden@example.cn"),
    changed("a hidden name in English", "expert", "name_en", within("31"), () => "Hidden Name"),
    changed(
      "a masked name that searches look through",
      "expert",
      "name",
      within("31"),
      (name: string) => `${name[0]}隐隐`,
    ),
    changed("a day of birth within its ten years", "expert", "birth_date", within("31"), middleOfDay),
    changed("a name of a row that is not shared", "depot", "name", within("310115"), () => "隐匿消防储备库"),
    changed("where a row that is not shared is", "depot", "division_code", within("310115"), () => "310118"),
    removed("a team of his own province", "team", within("33")),
    removed("a volunteer", "volunteer", within("31")),
    removed("a dispatch", "dispatch", () => true),
    changed(
      "an incident",
      "incident",
      "status",
      () => true,
      (status: string) => (status === "CLOSED" ? "RESPONDING" : "CLOSED"),
    ),
  ],
  "32": [
    changed(
      "a point within its cell",
      "team",
      "wgs84latitude",
      within("31"),
      (degrees: number) => Math.floor(degrees * 100) / 100 + 0.0012,
    ),
    changed("a hidden name", "team", "contact_name", within("31"), () => "隐某"),
    changed("a hidden address", "team", "address", within("31"), () => "隐路1号"),
    changed("a hidden telephone", "depot", "contact_phone", within("310118"), phone),
    changed("a day of birth within its ten years", "volunteer", "birth_date", within("310114"), middleOfDay),
    changed("a masked name", "volunteer", "name", within("310114"), (name: string) => `${name[0]}隐隐`),
    changed(
      "a hidden identity number",
      "volunteer",
      "id_number",
      within("310114"),
      () => "110105194912310021",
    ),
    changed(
      "a certificate",
      "volunteer_skill",
      "certificate_number",
      () => true,
      () => "HIDDEN-0001",
    ),
    changed("a mask of a telephone", "volunteer_organisation", "contact_phone", within("310114"), phone),
    changed("an expert", "expert", "status", within("31"), (status: string) =>
      status === "RETIRED" ? "ACTIVE" : "RETIRED",
    ),
    removed("a volunteer of another district", "volunteer", within("310101")),
    removed("an expert", "expert", within("3101")),
  ],
};

// On SQLite: making two stores of its own on MariaDB takes longer than the test.
const [engine] = engines() as readonly [TestEngine];

describe("what is hidden from a partner", () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await createGateway({
      subgraphs: await buildSubgraphs(),
      urls: {},
      timeoutMs: 5000,
      planTimeoutMs: 10_000,
    });
  });
  afterAll(() => gateway.stop());

  describe.each(Object.keys(CHANGES).slice(0, AT_LENGTH ? undefined : 1))("%s", (partner) => {
    let store: Store;
    let drop: () => Promise<void>;
    let rows: Rows;
    let caller: Caller;
    let variables: Record<string, string>;
    let statements: string[] = [];

    beforeAll(async () => {
      ({ store, drop } = await openSeededStore(engine, { own: true }));
      store.onStatement((statement, parameters) => statements.push(comparable(statement, parameters)));
      rows = await readRows(store);
      caller = await partnerCaller(store, partner);
      variables = {};
      const model = modelOf(rows, partner);
      for (const [table, tableRows] of rows.tables) {
        const type = table.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
        const own = ["team", "depot", "stock_line", "expert", "volunteer", "volunteer_organisation"] as const;
        const shared = own.find((each) => each === table);
        const row = shared === undefined ? tableRows[0] : (model.rows(shared)[0] ?? tableRows[0]);
        for (const key of ["id", "code"]) variables[idVariable(type, key)] = String(row?.[key] ?? "none");
      }
      variables[idVariable("AccessEntryConnection", "id")] = variables[idVariable("Team", "id")] ?? "none";
      variables[idVariable("Division", "code")] = partner === "32" ? "310114" : "310118";
    }, 120_000);
    afterAll(() => drop());

    /** Everything that his contract lets him ask, made from it. */
    function questions(): Question[] {
      const schema = gateway.contracts.of(caller)?.schema;
      if (schema === undefined) throw new TypeError("no contract");
      const ways = waysInto(schema)
        .filter(({ path }) => ABOUT_SHARED.test(path) && !TELLS_POSITIONS.test(path))
        .map(({ document, path }) => ({ document, about: path }));
      const bodies = memberUses(schema)
        .filter(({ query }) => ABOUT_SHARED.test(query))
        .flatMap((use) => valuesFor(use).map((value) => use.query.replace("VALUE", value)));
      const batches = Array.from({ length: Math.ceil(bodies.length / AT_ONCE) }, (_, at) => {
        const some = bodies.slice(at * AT_ONCE, (at + 1) * AT_ONCE);
        const body = some.map((each, place) => `u${place}: ${each.slice(1, -1)}`).join(" ");
        return { document: parse(`{ ${body} }`), about: some.join("; ") };
      });
      return [...ways, ...batches, ...searches(schema.getType("Volunteer") !== undefined)];
    }

    async function answersTo(asked: readonly Question[]): Promise<string[]> {
      const answers: string[] = [];
      for (const { document } of asked) {
        statements = [];
        const context = { ...testContext(store, "partner"), caller };
        const { data, errors } = await gateway.execute(
          { document, operationName: undefined, variables },
          context,
        );
        answers.push(JSON.stringify({ data, errors, statements: statements.sort() }));
      }
      return answers;
    }

    test("changes no answer, no error, no cursor and no statement", async () => {
      const asked = questions();
      expect(asked.length).toBeGreaterThan(100);
      const before = await answersTo(asked);
      for (const { apply } of CHANGES[partner] ?? []) await apply(store, rows);
      await indexStore(store, () => {});
      const after = await answersTo(asked);
      const told = asked.flatMap(({ about }, at) =>
        before[at] === after[at]
          ? []
          : [`${about}: ${difference(before[at] as string, after[at] as string)}`],
      );
      expect(told).toEqual([]);
      // The questions do see what is shared: one team less is another answer.
      const shown = modelOf(rows, partner).rows("team")[0]?.["id"];
      await sql`delete from team where id = ${shown}`.execute(store.db);
      const some = asked.slice(0, 60);
      const seen = (await answersTo(some)).filter((answer, at) => answer !== after[at]);
      expect(seen.length).toBeGreaterThan(3);
    }, 120_000);
  });
});

/** Searches by what is there, and by what the changes bring. */
function searches(volunteers: boolean): Question[] {
  const texts = ["消防", "隐匿", "隐隐", "hidden", "张", volunteers ? "志愿" : "专家"];
  return texts.map((text) => ({
    document: parse(
      `{ search(text: "${text}", first: 50) { totalCount nodes { type score matches { fragment } } } }`,
    ),
    about: `search ${text}`,
  }));
}

/**
 * A statement without the present, which is a parameter of whatever is told as of now, and without the numbers of the
 * search's documents, which follow each other in whatever there is and stand in no answer.
 */
function comparable(statement: string, parameters: readonly unknown[]): string {
  if (statement.includes("search_")) return statement;
  const today = new Date().toISOString().slice(0, 10);
  return JSON.stringify([statement, parameters]).replaceAll(
    new RegExp(`"${today} [0-9:.]{12}"`, "g"),
    '"now"',
  );
}

/** What leads to rows that agreements share; reference data, warnings, plans and aircraft are the same for everybody. */
const ABOUT_SHARED = /team|depot|stock|expert|volunteer|incident|dispatch|search|partner/i;

/**
 * A cursor of the change feed is another text where its place is another, though nobody can read the place: a record of
 * which a hidden field changed is sent again. What follows the cursors is compared elsewhere.
 */
const TELLS_POSITIONS = /^(changes|snapshot)\(/;

/** The first place where two texts differ. */
function difference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  return `${a.slice(Math.max(0, at - 60), at + 40)} | ${b.slice(Math.max(0, at - 60), at + 40)}`;
}

function valuesFor({ type, leaf }: MemberUse): string[] {
  if (type === undefined) return [leaf];
  const fields = type.getFields();
  if (fields["contains"] !== undefined) return ['{ contains: "隐" }', '{ eq: "隐某" }', "{ isNull: false }"];
  if (fields["lt"] !== undefined && isNumber(fields["lt"].type)) return ["{ lt: 15 }", "{ gte: 15 }"];
  if (fields["isNull"] !== undefined) return ["{ isNull: false }"];
  if (fields["count"] !== undefined && fields["some"] !== undefined)
    return ["{ some: {} }", "{ count: { gte: 1 } }"];
  if (fields["some"] !== undefined) return ["{ some: {} }"];
  return isObjectType(type) ? [] : [literal(type)];
}

const isNumber = (type: unknown) => /^(Int|Float)$/.test(String(type));
