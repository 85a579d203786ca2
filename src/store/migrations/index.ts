import type { MigrationObject } from "@mikro-orm/core";
import { Migration } from "@mikro-orm/migrations";
import type { Engine } from "../store.js";
import { statements as mysql0001 } from "./mysql/0001-six-datasets.js";
import { statements as mysql0002 } from "./mysql/0002-search.js";
import { statements as mysql0003 } from "./mysql/0003-plans-and-incidents.js";
import { statements as mysql0004 } from "./mysql/0004-warnings-and-aviation.js";
import { statements as mysql0005 } from "./mysql/0005-saved-queries.js";
import { statements as mysql0005b } from "./mysql/0005-team-points.js";
import { statements as mysql0006 } from "./mysql/0006-ask-indexes.js";
import { statements as mysql0007 } from "./mysql/0007-sharing.js";
import { statements as mysql0008 } from "./mysql/0008-audit.js";
import { statements as mysql0009 } from "./mysql/0009-feed.js";
import { statements as mysql0010 } from "./mysql/0010-quota-and-retention.js";
import { statements as mysql0011 } from "./mysql/0011-pages-of-one-kind.js";
import { resumable } from "./resumable.js";
import { statements as sqlite0001 } from "./sqlite/0001-six-datasets.js";
import { statements as sqlite0002 } from "./sqlite/0002-search.js";
import { statements as sqlite0003 } from "./sqlite/0003-plans-and-incidents.js";
import { statements as sqlite0004 } from "./sqlite/0004-warnings-and-aviation.js";
import { statements as sqlite0005 } from "./sqlite/0005-saved-queries.js";
import { statements as sqlite0005b } from "./sqlite/0005-team-points.js";
import { statements as sqlite0006 } from "./sqlite/0006-ask-indexes.js";
import { statements as sqlite0007 } from "./sqlite/0007-sharing.js";
import { statements as sqlite0008 } from "./sqlite/0008-audit.js";
import { statements as sqlite0009 } from "./sqlite/0009-feed.js";
import { statements as sqlite0010 } from "./sqlite/0010-quota-and-retention.js";
import { statements as sqlite0011 } from "./sqlite/0011-pages-of-one-kind.js";

/**
 * Every migration, oldest first, by its name and with its statements for each engine: a store moves from release to
 * release in the same steps, whatever holds it. New ones are written by `npm run migration -- <name>`.
 */
const MIGRATIONS: readonly {
  readonly name: string;
  readonly statements: Readonly<Record<Engine, readonly string[]>>;
}[] = [
  { name: "0001-six-datasets", statements: { sqlite: sqlite0001, mysql: mysql0001 } },
  { name: "0002-search", statements: { sqlite: sqlite0002, mysql: mysql0002 } },
  { name: "0003-plans-and-incidents", statements: { sqlite: sqlite0003, mysql: mysql0003 } },
  { name: "0004-warnings-and-aviation", statements: { sqlite: sqlite0004, mysql: mysql0004 } },
  { name: "0005-saved-queries", statements: { sqlite: sqlite0005, mysql: mysql0005 } },
  { name: "0005-team-points", statements: { sqlite: sqlite0005b, mysql: mysql0005b } },
  { name: "0006-ask-indexes", statements: { sqlite: sqlite0006, mysql: mysql0006 } },
  { name: "0007-sharing", statements: { sqlite: sqlite0007, mysql: mysql0007 } },
  { name: "0008-audit", statements: { sqlite: sqlite0008, mysql: mysql0008 } },
  { name: "0009-feed", statements: { sqlite: sqlite0009, mysql: mysql0009 } },
  { name: "0010-quota-and-retention", statements: { sqlite: sqlite0010, mysql: mysql0010 } },
  { name: "0011-pages-of-one-kind", statements: { sqlite: sqlite0011, mysql: mysql0011 } },
];

/** The migrations of an engine, as the migrator takes them. */
export function migrationsFor(engine: Engine): MigrationObject[] {
  return MIGRATIONS.map(({ name, statements }) => ({
    name,
    class: engine === "mysql" ? resumable(name, statements.mysql) : whole(statements.sqlite),
  }));
}

/** One that SQLite runs in one transaction. */
function whole(statements: readonly string[]): new () => Migration {
  return class extends Migration {
    override up(): void {
      for (const statement of statements) this.addSql(statement);
    }
  } as unknown as new () => Migration;
}
