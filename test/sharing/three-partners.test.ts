import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { sql } from "kysely";
import { tokenKeyOf } from "../../src/cli/token-key.js";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import { projectRoot } from "../../src/project-root.js";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { partnerCaller, TEST_PSEUDONYM_KEY } from "../support/partner-caller.js";
import { testContext } from "../support/test-context.js";

const README = readFileSync(join(projectRoot(), "README.md"), "utf8");
const section = README.slice(README.indexOf("## Sharing with partners"));
const QUERY = /```graphql\n([\s\S]*?)```/.exec(section)?.[1] ?? "";

describe.each(engines().map((engine) => [engine.name, engine] as const))(
  "one query [%s]",
  (_name, engine) => {
    let store: Store;
    let drop: () => Promise<void>;
    let gateway: Gateway;

    beforeAll(async () => {
      ({ store, drop } = await openSeededStore(engine, { scale: 1 }));
      gateway = await createGateway({
        subgraphs: await buildSubgraphs(),
        urls: {},
        timeoutMs: 30_000,
        planTimeoutMs: 10_000,
      });
    }, 120_000);
    afterAll(async () => {
      await gateway.stop();
      await drop();
    });

    const answerTo = async (partner: string) => {
      const ctx = { ...testContext(store, "partner"), caller: await partnerCaller(store, partner) };
      const operation = { document: parse(QUERY), operationName: undefined, variables: {} };
      return gateway.execute(operation, ctx);
    };

    test.each(["33", "32", "34"])("is answered to %s as the README shows it", async (partner) => {
      const { data, errors } = await answerTo(partner);
      const shown = new RegExp(`\`\`\`json ${partner}\\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? "null";
      expect(errors).toBeUndefined();
      expect(data).toEqual(JSON.parse(shown));
    });

    test("gives different tokens for one telephone under different agreements", async () => {
      const [ofJiangsu, ofAnhui] = [await answerTo("32"), await answerTo("34")].map(
        ({ data }) => (data as { teams: { nodes: { contactPhone: string }[] } }).teams.nodes[0]?.contactPhone,
      );
      expect(ofJiangsu).toMatch(/^tok_/);
      expect(ofAnhui).toMatch(/^tok_/);
      expect(ofJiangsu).not.toBe(ofAnhui);
    });

    test("gives a token that the key of the agreement and the telephone make", async () => {
      const { data } = await answerTo("32");
      const { name, contactPhone } = (data as { teams: { nodes: { name: string; contactPhone: string }[] } })
        .teams.nodes[0] as { name: string; contactPhone: string };
      const { rows } = await sql<{ phone: string; agreement: string }>`
      select contact_phone as phone, (select agreement_id from agreement_party where division_code = '32'
        and agreement_id in (select id from agreement where title like '沪苏%')) as agreement
      from team where name = ${name}`.execute(store.db);
      const key = tokenKeyOf(["--agreement", rows[0]?.agreement ?? ""], TEST_PSEUDONYM_KEY);
      // As `npm run token-key` tells a partner to do it.
      const text = (rows[0]?.phone ?? "").normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
      const hmac = createHmac("sha256", Buffer.from(key, "hex")).update(text).digest("base64url");
      expect(contactPhone).toBe(`tok_${hmac.slice(0, 22)}`);
    });

    test("gives a partner without an agreement no row of what is shared by agreement, and no filter on it", async () => {
      const { data, errors } = await answerTo("35");
      expect(data).toEqual({ teams: null, depots: { totalCount: 0 } });
      expect(errors?.map(({ extensions }) => [extensions["code"], extensions["field"]])).toEqual([
        ["FORBIDDEN_FIELD", "Team.level"],
      ]);
    });
  },
);
