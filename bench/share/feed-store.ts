import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { createConnection } from "mysql2/promise";
import { storeEntities } from "../../src/cli/store-entities.js";
import { projectRoot } from "../../src/project-root.js";
import { migrateStore } from "../../src/store/migrate-store.js";
import { openStore } from "../../src/store/open-store.js";
import { writeRows } from "../../src/store/write-rows.js";
import { findOrInstallMariadb } from "../../test/support/mariadb-install.js";
import { startMariadb } from "../../test/support/mariadb-server.js";
import { teamRow } from "../../test/support/team-row.js";
import type { BenchEngine, BenchStore } from "../ask/bench-store.js";

const BASE = 1000;

/** New stores with so many teams each and nothing else, in `data/bench`; taken away at the end. */
export async function openFeedStores(
  engine: BenchEngine,
  sizes: readonly number[],
): Promise<{ stores: BenchStore[]; stop(): Promise<void> }> {
  const folder = join(projectRoot(), "data/bench");
  mkdirSync(folder, { recursive: true });
  const stop = async () => {};
  if (engine === "sqlite") {
    const files = sizes.map((size) => join(folder, `feed-${size}.db`));
    const remove = () => {
      for (const file of files)
        for (const end of ["", "-wal", "-shm", ".lock"]) rmSync(file + end, { force: true });
    };
    remove();
    for (const [at, file] of files.entries()) await fill(`sqlite:${file}`, sizes[at] as number);
    return {
      stores: files.map((file) => ({ engine, url: `sqlite:${file}`, stop })),
      stop: async () => remove(),
    };
  }
  const server = await startMariadb(findOrInstallMariadb(), { settings: ["--innodb-buffer-pool-size=2G"] });
  const stores: BenchStore[] = [];
  const connection = await createConnection(server.url);
  for (const size of sizes) {
    const name = `feed_${size}`;
    await connection.query(`create database ${name} character set utf8mb4 collate utf8mb4_bin`);
    const url = new URL(name, server.url).href;
    await fill(url, size);
    stores.push({ engine, url, stop });
  }
  await connection.end();
  return { stores, stop: server.stop };
}

/** Teams by the engine's own doubling, under the note of a seeding: what they cost is not measured here. */
async function fill(url: string, size: number): Promise<void> {
  const store = await openStore(url, storeEntities());
  try {
    await migrateStore(store);
    await sql`insert into store_note (name, value) values ('seed', 'started for the benchmark')`.execute(
      store.db,
    );
    const first = Array.from({ length: Math.min(BASE, size) }, (_, at) => teamRow(team(at)));
    await writeRows(store.db, "team", first);
    const columns = await columnsOf(store.engine, store.db);
    for (let rows = first.length; rows < size; rows *= 2) {
      const more = Math.min(rows, size - rows);
      const number = sql`substr(id, 2) + ${sql.lit(rows)}`;
      const id =
        store.engine === "sqlite"
          ? sql`printf('t%09d', ${number})`
          : sql`concat('t', lpad(${number}, 9, '0'))`;
      await sql`insert into team (id, ${columns}) select ${id}, ${columns} from team order by id limit ${sql.lit(more)}`.execute(
        store.db,
      );
    }
    await sql`update store_note set value = 'finished for the benchmark' where name = 'seed'`.execute(
      store.db,
    );
  } finally {
    await store.close();
  }
}

async function columnsOf(engine: string, db: Parameters<typeof writeRows>[0]) {
  const found =
    engine === "sqlite"
      ? await sql<{ name: string }>`select name from pragma_table_info('team')`.execute(db)
      : await sql<{ name: string }>`select column_name as name from information_schema.columns
          where table_schema = database() and table_name = 'team' order by ordinal_position`.execute(db);
  return sql.join(found.rows.filter(({ name }) => name !== "id").map(({ name }) => sql.ref(name)));
}

function team(at: number) {
  return {
    id: `t${String(at).padStart(9, "0")}`,
    name: `浦东新区第 ${at} 应急救援队`,
    nameEn: `Rescue team ${at} of Pudong`,
    duty: "承担辖区内火灾扑救、危险化学品事故处置与社会救助任务",
    address: `上海市浦东新区某路 ${at} 号`,
    contactName: "王某某",
    contactPhone: `138${String(at).padStart(8, "0")}`,
    headcount: 20 + (at % 80),
    standbyHeadcount: 5 + (at % 20),
    latitude: 31.2 + (at % 1000) / 10_000,
    longitude: 121.5 + (at % 1000) / 10_000,
    datum: "WGS84",
    wgs84Latitude: 31.2 + (at % 1000) / 10_000,
    wgs84Longitude: 121.5 + (at % 1000) / 10_000,
    refreshEveryDays: 30,
  };
}
