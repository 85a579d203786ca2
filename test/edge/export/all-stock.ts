import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DEMO_SECRET } from "../../../src/config.js";
import { issueToken } from "../../../src/edge/issue-token.js";
import { type Program, startProgram } from "../../support/program.js";

const QUERY = `{ stockLines { nodes { id item { code name } depot { name } batch
  quantity { value unitCode baseValue } reserved committed expiresOn } } }`;

/** As `npm start` bounds its heap (scripts/bootstrap.mjs). */
const HEAP = "--max-old-space-size=768 --max-semi-space-size=16";

/** What the server may grow by, whatever the size of the export. */
const MOST_GROWTH_MB = 50;

/**
 * Exports all stock of a store of this scale, from a server in a process of its own.
 * @param limitMs for each step, seeding included
 */
export function describeAllStock(scale: number, limitMs: number): void {
  describe(`all stock at scale ${scale}, exported from a process of its own`, () => {
    const folder = mkdtempSync(join(tmpdir(), "rescue-stock-"));
    const file = join(folder, "rescue.db");
    const env = { DATABASE_URL: `sqlite:${file}`, PORT: "0", LOG_LEVEL: "info", NODE_OPTIONS: HEAP };
    let server: Program;
    let origin: string;
    let headers: Record<string, string>;

    beforeAll(async () => {
      const seed = startProgram("cli/seed.js", ["--scale", String(scale), "--today", "2026-11-01"], env);
      if ((await seed.ended) !== 0) throw new Error(seed.printed());
      server = startProgram("main.js", [], env);
      origin = `http://127.0.0.1:${await server.sees(/http:\/\/127\.0\.0\.1:(\d+)\/graphql/)}`;
      const token = await issueToken(DEMO_SECRET, { role: "analyst", subject: "tester", ttlSeconds: 3600 });
      headers = { accept: "text/csv", "accept-language": "en", authorization: `Bearer ${token}` };
    }, limitMs);

    afterAll(async () => {
      server.child.kill("SIGTERM");
      await server.ended;
      rmSync(folder, { recursive: true, force: true });
    }, limitMs);

    const post = (signal?: AbortSignal) =>
      fetch(`${origin}/graphql`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ query: QUERY }),
        ...(signal === undefined ? {} : { signal }),
      });

    test(
      "holds every row once, and the server grows by less than 50 MB",
      async () => {
        // Warms up: what a server grows to whatever it is asked is not what an export takes.
        await digestOf(await post());
        const samples = [residentMb(server)];
        const timer = setInterval(() => samples.push(residentMb(server)), 100);
        const exported = await digestOf(await post());
        clearInterval(timer);
        samples.push(residentMb(server));
        expect(exported).toEqual(digestOfTable(file));
        expect(Math.max(...samples) - (samples[0] as number)).toBeLessThan(MOST_GROWTH_MB);
      },
      limitMs,
    );

    test(
      "is read no further once its client went away",
      async () => {
        const leaving = new AbortController();
        const response = await post(leaving.signal);
        const id = response.headers.get("x-export-id");
        await response.body?.getReader().read();
        leaving.abort();
        await server.sees(new RegExp(`"exportId":"${id}"[^\\n]*export left by its client`));
        const progress = async () => {
          const { authorization = "" } = headers;
          const answer = await fetch(`${origin}/export/progress/${id}`, { headers: { authorization } });
          return (await answer.json()) as { rows: number; done: boolean };
        };
        const left = await progress();
        await pause(1000);
        expect(await progress()).toEqual(left);
        expect(left.done).toBe(true);
        expect(left.rows).toBeLessThan(digestOfTable(file).rows);
      },
      limitMs,
    );
  });
}

interface Digest {
  readonly rows: number;
  /** Of each row's key and day of expiry, in order. */
  readonly digest: string;
}

async function digestOf(response: Response): Promise<Digest> {
  expect(response.status).toBe(200);
  const hash = createHash("sha256");
  let [rows, rest, isHeading] = [0, "", true];
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const text = decoder.decode(chunk, { stream: true });
    const lines = (rest + text).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      // The first cell is the key and the last the day: neither is ever quoted.
      if (!isHeading) {
        hash.update(`${line.slice(0, line.indexOf(","))} ${line.slice(line.lastIndexOf(",") + 1)}\n`);
        rows += 1;
      }
      isHeading = false;
    }
  }
  return { rows, digest: hash.digest("hex") };
}

function digestOfTable(file: string): Digest {
  const database = new DatabaseSync(file, { readOnly: true });
  const hash = createHash("sha256");
  let rows = 0;
  for (const row of database.prepare("select id, expires_on as day from stock_line order by id").iterate()) {
    hash.update(`${row["id"]} ${row["day"] ?? ""}\n`);
    rows += 1;
  }
  database.close();
  return { rows, digest: hash.digest("hex") };
}

function residentMb({ child }: Program): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
