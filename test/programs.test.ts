import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Program, startCommand, startProgram } from "./support/program.js";

const URL_PRINTED = /(http:\/\/127\.0\.0\.1:\d+)\/graphql/;

describe("the programs, as the npm scripts run them", () => {
  const folder = mkdtempSync(join(tmpdir(), "rescue-programs-"));
  const env = { DATABASE_URL: `sqlite:${join(folder, "rescue.db")}`, PORT: "0", LOG_LEVEL: "info" };
  const running: Program[] = [];
  let first: Program;
  let url: string;

  beforeAll(async () => {
    first = start("main.js", [], env);
    url = await first.sees(URL_PRINTED);
  }, 120_000);

  afterAll(async () => {
    for (const { child } of running) child.kill("SIGKILL");
    await Promise.all(running.map(({ ended }) => ended));
    rmSync(folder, { recursive: true, force: true });
  });

  function start(file: string, args: string[], variables: Record<string, string>): Program {
    const program = startProgram(file, args, variables);
    running.push(program);
    return program;
  }

  async function ask(at: string, query: string, token?: string) {
    const headers = {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(`${at}/graphql`, {
      method: "POST",
      headers,
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, unknown>; errors?: { extensions: object }[] };
  }

  test("main fills an empty store, with progress, and says how to be somebody there", async () => {
    expect(first.printed()).toMatch(/Seeding sample data: \d+ %/);
    expect(first.printed()).toMatch(/Seeded: \d+ rows/);
    expect(first.printed()).toMatch(/DEMO: tokens are signed with a secret that everybody knows/);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const token = /analyst +Authorization: Bearer (\S+)/.exec(first.printed())?.[1] as string;
    const { data, errors } = await ask(url, "{ experts(first: 1) { nodes { title name } } }", token);
    expect(data).toEqual({ experts: { nodes: [{ title: expect.any(String), name: null }] } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: "FORBIDDEN_FIELD", field: "Expert.name", policy: "PERSONAL", role: "analyst" },
    ]);
  });

  test("token prints a token alone on the last line", async () => {
    const program = start("cli/token.js", ["--role", "steward"], {});
    expect(await program.ended).toBe(0);
    const token = program.printed().trimEnd().split("\n").at(-1) as string;
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const { data, errors } = await ask(url, "{ experts(first: 1) { nodes { name } } }", token);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ experts: { nodes: [{ name: expect.any(String) }] } });
  });

  test("seed refuses a store that holds data, says what to add, and changes nothing", async () => {
    const before = await ask(url, "{ teams { totalCount } }");
    const program = start("cli/seed.js", [], env);
    expect(await program.ended).toBe(1);
    expect(program.printed()).toContain("STORE_NOT_EMPTY");
    expect(program.printed()).toContain("--reset");
    expect(await ask(url, "{ teams { totalCount } }")).toEqual(before);
  });

  test("subgraph serves one dataset, which a gateway reaches by its URL", async () => {
    const subgraph = start("cli/subgraph.js", ["teams", "--port", "0"], env);
    const at = await subgraph.sees(URL_PRINTED);
    const gateway = start("main.js", [], { ...env, SUBGRAPH_TEAMS_URL: `${at}/graphql` });
    const gatewayUrl = await gateway.sees(URL_PRINTED);
    const query =
      '{ division(code: "310115") { name teams(first: 2) { nodes { name division { name } } } } }';
    expect(await ask(gatewayUrl, query)).toEqual(await ask(url, query));
    subgraph.child.kill("SIGTERM");
    expect(await subgraph.ended).toBe(0);
    const partial = await ask(gatewayUrl, query);
    expect(partial.data).toEqual({ division: { name: "浦东新区", teams: null } });
    expect(partial.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: "SOURCE_UNAVAILABLE", source: "teams", since: expect.any(String) },
    ]);
  }, 60_000);

  test("subgraph without a name, or with an unknown one, says which there are", async () => {
    const program = start("cli/subgraph.js", ["nobody"], env);
    expect(await program.ended).toBe(2);
    expect(program.printed()).toContain(
      "reference, teams, experts, supplies, volunteers, delta, plans, incidents, warnings, aviation, search",
    );
  });

  test.each([[["--check", "--promise"]], [["--breaking", "for no reason"]]])(
    "schema %j says that these do not go together",
    async (args) => {
      const program = start("cli/schema.js", args, env);
      expect(await program.ended).toBe(2);
      expect(program.printed()).toMatch(/^COMMAND_USAGE: /);
    },
  );

  test.each([
    [{ PORT: "no" }, "CONFIG_INVALID: PORT"],
    [{ DATABASE_URL: "mysql://u:secret-word@127.0.0.1:1/x" }, "STORE_REFUSED"],
  ])("main with %j ends with 1 and one line: %s", async (variables, said) => {
    const program = start("main.js", [], { ...env, ...variables });
    expect(await program.ended).toBe(1);
    expect(program.printed().trimEnd().split("\n")).toHaveLength(1);
    expect(program.printed()).toContain(said);
    expect(program.printed()).not.toContain("secret-word");
  });

  test("main stops in good order on SIGTERM, and a second start keeps the data", async () => {
    const before = await ask(url, "{ volunteerOrganisations { totalCount } teams { totalCount } }");
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    const second = start("main.js", [], env);
    const secondUrl = await second.sees(URL_PRINTED);
    expect(second.printed()).not.toMatch(/Seed/);
    expect(await ask(secondUrl, "{ volunteerOrganisations { totalCount } teams { totalCount } }")).toEqual(
      before,
    );
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
  }, 60_000);

  test("an npm script hands its signals on: who ends npm ends the service, and is told when it has ended", async () => {
    const args = ["run", "-s", "gateway", "--", "--supergraph", "schema/supergraph.graphql", "--port", "0"];
    const npm = startCommand("npm", args, { PORT: "0" });
    running.push(npm);
    const at = await npm.sees(URL_PRINTED);
    expect((await fetch(`${at}/livez`)).status).toBe(200);
    npm.child.kill("SIGTERM");
    expect(await npm.ended).toBe(0);
    await expect(fetch(`${at}/livez`)).rejects.toThrow();
  }, 60_000);

  test("two that start at once on an empty store both serve it", async () => {
    const shared = { ...env, DATABASE_URL: `sqlite:${join(folder, "two.db")}` };
    const both = [start("main.js", [], shared), start("main.js", [], shared)];
    const urls = await Promise.all(both.map((program) => program.sees(URL_PRINTED)));
    for (const at of urls) {
      const { data } = await ask(at, "{ divisions { totalCount } }");
      expect(data).toEqual({ divisions: { totalCount: 5167 } });
    }
    for (const { child } of both) child.kill("SIGTERM");
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
  }, 180_000);

  test("main fills a store again whose filling was cut off", async () => {
    const half = { ...env, DATABASE_URL: `sqlite:${join(folder, "half.db")}` };
    const seed = start("cli/seed.js", [], half);
    await seed.sees(/Seeding sample data: \d+ %/);
    seed.child.kill("SIGKILL");
    await seed.ended;
    const program = start("main.js", [], half);
    const at = await program.sees(URL_PRINTED);
    expect(program.printed()).toMatch(/Seeded: \d+ rows/);
    expect((await ask(at, "{ divisions { totalCount } }")).data).toEqual({ divisions: { totalCount: 5167 } });
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
  }, 180_000);
});
