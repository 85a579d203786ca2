import { DatabaseSync } from "node:sqlite";
import { fault } from "../errors.js";
import type { Change } from "./feed-lines.js";

/** A record as the mirror holds it. */
export interface Held {
  readonly type: string;
  readonly id: string;
  /** JSON, or null where it belongs to no other record. */
  readonly owner: string | null;
  readonly record: string;
}

/** Where a feed stands in the mirror. */
export interface Standing {
  /** After which to go on; null before anything came, and while it is pulled from the start. */
  readonly cursor: string | null;
  readonly generation: number;
  /** Changes applied since the mirror was made. */
  readonly applied: number;
}

/** A SQLite file with what one source gave. */
export interface Mirror {
  standing(dataset: string): Standing;
  /** Applies changes and notes the last one's cursor, all or nothing. */
  apply(dataset: string, changes: readonly Change[]): void;
  /** Begins anew from the start: what is there stays readable until {@link complete}. */
  restart(dataset: string): void;
  /** Notes that the feed was read to its end; drops what a pull from the start did not give. */
  complete(dataset: string, cursor: string, at: Date): void;
  /** The records of a dataset, in no order. */
  records(dataset: string): IterableIterator<Held>;
  /** A view for each type, with the fields of its records as columns. */
  makeViews(): void;
  close(): void;
}

const SCHEMA = `
  create table if not exists source (url text not null);
  create table if not exists feed (
    dataset text primary key, cursor text, generation integer not null, applied integer not null, pulled_at text);
  create table if not exists record (
    dataset text not null, type text not null, id text not null, owner text, record text not null,
    generation integer not null, primary key (dataset, type, id)) without rowid;`;

/**
 * Opens a mirror, making it where there is none.
 * @param file the SQLite file
 * @param source the address of the graph that it mirrors
 * @throws MIRROR_UNUSABLE, MIRROR_OF_ANOTHER
 */
export function openMirror(file: string, source: string): Mirror {
  const db = openDatabase(file);
  const held = db.prepare("select url from source").get()?.["url"];
  if (held !== undefined && held !== source) {
    db.close();
    throw fault("MIRROR_OF_ANOTHER", { file, held: String(held), source });
  }
  if (held === undefined) db.prepare("insert into source values (?)").run(source);

  const read = db.prepare("select cursor, generation, applied from feed where dataset = ?");
  const note = db.prepare(`insert into feed (dataset, cursor, generation, applied) values (?, ?, ?, ?)
    on conflict (dataset) do update set cursor = excluded.cursor, generation = excluded.generation,
      applied = excluded.applied`);
  const put =
    db.prepare(`insert into record (dataset, type, id, owner, record, generation) values (?, ?, ?, ?, ?, ?)
    on conflict (dataset, type, id) do update set owner = excluded.owner, record = excluded.record,
      generation = excluded.generation`);
  const drop = db.prepare("delete from record where dataset = ? and type = ? and id = ?");
  const dropOlder = db.prepare("delete from record where dataset = ? and generation < ?");
  const end = db.prepare("update feed set cursor = ?, pulled_at = ? where dataset = ?");
  const list = db.prepare("select type, id, owner, record from record where dataset = ?");

  const standing = (dataset: string): Standing =>
    (read.get(dataset) as Standing | undefined) ?? { cursor: null, generation: 1, applied: 0 };
  const together = (work: () => void): void => {
    db.exec("begin immediate");
    try {
      work();
      db.exec("commit");
    } catch (error) {
      db.exec("rollback");
      throw error;
    }
  };

  return {
    standing,
    apply(dataset, changes) {
      const last = changes.at(-1);
      if (last === undefined) return;
      together(() => {
        const { generation, applied } = standing(dataset);
        for (const { op, type, id, owner, record } of changes) {
          if (op === "DELETE") drop.run(dataset, type, id);
          else {
            const of = owner === undefined ? null : JSON.stringify(owner);
            put.run(dataset, type, id, of, JSON.stringify(record), generation);
          }
        }
        note.run(dataset, last.cursor, generation, applied + changes.length);
      });
    },
    restart(dataset) {
      const { generation, applied } = standing(dataset);
      note.run(dataset, null, generation + 1, applied);
    },
    complete(dataset, cursor, at) {
      together(() => {
        const { generation, applied } = standing(dataset);
        note.run(dataset, cursor, generation, applied);
        dropOlder.run(dataset, generation);
        end.run(cursor, at.toISOString(), dataset);
      });
    },
    records: (dataset) => list.iterate(dataset) as IterableIterator<Held>,
    makeViews: () => makeViews(db),
    close: () => db.close(),
  };
}

function openDatabase(file: string): DatabaseSync {
  try {
    const db = new DatabaseSync(file);
    db.exec("pragma journal_mode = wal; pragma busy_timeout = 5000;");
    db.exec(SCHEMA);
    return db;
  } catch (error) {
    throw fault("MIRROR_UNUSABLE", {
      file,
      reason: error instanceof Error ? error.message : "it cannot be opened",
    });
  }
}

/**
 * Keeps a mirror for one puller: two would move its cursor past each other's changes. Ends with the process, however that ends.
 * @returns lets it go
 * @throws MIRROR_UNUSABLE when another process pulls into it
 */
export function holdMirror(file: string): () => void {
  const lock = new DatabaseSync(`${file}.lock`);
  try {
    lock.exec("pragma busy_timeout = 2000; begin exclusive");
  } catch {
    lock.close();
    throw fault("MIRROR_UNUSABLE", { file, reason: "another process pulls into it." });
  }
  return () => lock.close();
}

function makeViews(db: DatabaseSync): void {
  const types = db.prepare("select distinct type from record").all() as { type: string }[];
  for (const { type } of types) {
    const sample = db.prepare("select record from record where type = ? limit 1").get(type) as {
      record: string;
    };
    const name = snake(type);
    // Names come over the network: only what can be a name becomes one.
    const fields = Object.keys(JSON.parse(sample.record) as object).filter(
      (field) => /^[A-Za-z]\w*$/.test(field) && field !== "id",
    );
    if (!/^[a-z]\w*$/.test(name) || ["record", "feed", "source"].includes(name)) continue;
    const columns = fields.map((field) => `json_extract(record, '$.${field}') as "${snake(field)}"`);
    db.exec(`drop view if exists "${name}"`);
    db.exec(
      `create view "${name}" as select ${["id", "owner", ...columns].join(", ")} from record where type = '${type}'`,
    );
  }
}

function snake(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
