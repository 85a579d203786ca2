import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DEFAULT_SEED_OPTIONS } from "../../seeds/types.js";
import { storeEntities } from "../../src/cli/store-entities.js";
import { DEMO_SECRET } from "../../src/config.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { type TestEngine } from "../support/engines.js";
import { type Program, startProgram } from "../support/program.js";
import { seededDatabase } from "../support/seed-template.js";
import { numbers, startWriters } from "./writers.js";

const DATASETS = "teams,supplies";

/**
 * Kills the puller and the server at random while writers run, then lets the puller end: its mirror must be what a
 * fresh one is, and what the store holds.
 * @param kills how often
 * @param limitMs for all of it
 */
export function describeChaos(engine: TestEngine, kills: number, seed: number, limitMs: number): void {
  describe(`a puller and a server that are killed ${kills} times [${engine.name}, seed ${seed}]`, () => {
    const folder = mkdtempSync(join(tmpdir(), "rescue-pull-"));
    const running = new Set<Program>();
    let store: Store;
    let drop: () => Promise<void>;
    let env: Record<string, string>;
    let origin: string;
    let token: string;

    beforeAll(async () => {
      const database = await seededDatabase(engine, { ...DEFAULT_SEED_OPTIONS, scale: 0.1 }, true);
      drop = database.drop;
      store = await openStore(database.url, storeEntities());
      const port = await freePort();
      origin = `http://127.0.0.1:${port}`;
      env = { DATABASE_URL: database.url, PORT: String(port), LOG_LEVEL: "silent" };
      token = await issueToken(DEMO_SECRET, {
        role: "partner",
        subject: "chaos",
        ttlSeconds: 3600,
        partner: "33",
      });
    }, limitMs);

    afterAll(async () => {
      for (const { child } of running) child.kill("SIGKILL");
      await Promise.all([...running].map(({ ended }) => ended));
      await store.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    }, limitMs);

    const start = (file: string, args: string[]) => {
      const program = startProgram(file, args, env);
      running.add(program);
      program.ended.then(() => running.delete(program));
      return program;
    };
    const startServer = () => start("main.js", []);
    const startPuller = (file: string, ...more: string[]) =>
      start("cli/pull.js", [
        "--from",
        origin,
        "--token",
        token,
        "--into",
        `sqlite:${file}`,
        "--datasets",
        DATASETS,
        ...more,
      ]);

    test(
      "end with exactly the data of a fresh snapshot, and apply no change twice",
      async () => {
        const random = numbers(seed);
        const file = join(folder, "mirror.db");
        let server = startServer();
        await server.sees(/\/graphql/);
        // Makes the mirror's tables, so that what is applied can be noted.
        expect([await startPuller(file, "--no-verify").ended]).toEqual([0]);
        noteCursors(file);
        const writers = await startWriters(store, seed);

        let puller = startPuller(file, "--no-verify");
        for (let killed = 0; killed < kills; killed++) {
          await pause(50 + random() * 700);
          if (random() < 0.3) {
            server.child.kill("SIGKILL");
            await server.ended;
            server = startServer();
            await server.sees(/\/graphql/);
          } else {
            puller.child.kill("SIGKILL");
            await puller.ended;
          }
          if (!running.has(puller)) puller = startPuller(file, "--no-verify");
        }
        const { writes } = await writers.stop();
        expect(writes).toBeGreaterThan(kills);
        await puller.ended;

        const last = startPuller(file);
        expect([await last.ended, last.printed()]).toEqual([
          0,
          expect.stringMatching(/(?:equal to the source[\s\S]*){2}/),
        ]);
        const fresh = join(folder, "fresh.db");
        const first = startPuller(fresh);
        expect([await first.ended, first.printed()]).toEqual([
          0,
          expect.stringContaining("equal to the source"),
        ]);
        const [mirrored, snapshot] = [recordsIn(file), recordsIn(fresh)];
        expect(mirrored.length).toBeGreaterThan(100);
        expect(mirrored).toEqual(snapshot);
        expect(idsIn(file, "Team")).toEqual(await idsInStore(store, "team", "province_code = '31'"));
        expect(idsIn(file, "Depot")).toEqual(
          await idsInStore(store, "depot", "county_code in ('310116', '310118')"),
        );
        expect(cursorsNotedTwice(file)).toEqual([]);
      },
      limitMs,
    );
  });
}

/** Has every cursor that the puller moves to noted, by the mirror itself. */
function noteCursors(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(`
    pragma busy_timeout = 5000;
    create table journal (dataset text not null, cursor text not null);
    create trigger noted after update of cursor on feed when new.cursor is not null and new.cursor is not old.cursor
    begin insert into journal values (new.dataset, new.cursor); end;`);
  db.close();
}

function cursorsNotedTwice(file: string): unknown[] {
  return read(file, "select dataset, cursor from journal group by dataset, cursor having count(*) > 1");
}

function recordsIn(file: string): unknown[] {
  return read(file, "select dataset, type, id, owner, record from record order by dataset, type, id");
}

function idsIn(file: string, type: string): unknown[] {
  return read(file, `select id from record where type = '${type}' order by id`).map(
    (row) => (row as { id: string }).id,
  );
}

async function idsInStore(store: Store, table: string, where: string): Promise<string[]> {
  const found = await store.orm.em
    .getConnection()
    .execute(`select id from ${table} where ${where} order by id`);
  return (found as { id: string }[]).map(({ id }) => id);
}

function read(file: string, statement: string): unknown[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare(statement).all();
  } finally {
    db.close();
  }
}

/** A port that nobody listens at: a killed server comes back where it was. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
