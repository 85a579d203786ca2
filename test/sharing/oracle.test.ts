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
import { CHANGES, HIDDEN_WORD } from "./hidden-changes.js";
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
      // A guess at a hidden word finds what is like it, as long as the word itself is nowhere that he sees.
      const guess = asked.findIndex(({ about }) => about === `search ${HIDDEN_WORD}`);
      expect(JSON.parse(before[guess] as string).data.search.totalCount).toBeGreaterThan(0);
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
  const texts = ["消防", "隐匿", "隐隐", "hidden", "张", volunteers ? "志愿" : "专家", HIDDEN_WORD];
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
