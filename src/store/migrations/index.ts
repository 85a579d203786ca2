import type { MigrationObject } from "@mikro-orm/core";
import { Migration } from "@mikro-orm/migrations";
import type { Engine } from "../store.js";
import { statements as mysql0001 } from "./mysql/0001-six-datasets.js";
import { statements as mysql0006 } from "./mysql/0006-ask-indexes.js";
import { statements as sqlite0001 } from "./sqlite/0001-six-datasets.js";
import { statements as sqlite0006 } from "./sqlite/0006-ask-indexes.js";

/**
 * Every migration, oldest first, by its name and with its statements for each engine: a store moves from release to
 * release in the same steps, whatever holds it. New ones are written by `npm run migration -- <name>`.
 */
const MIGRATIONS: readonly {
  readonly name: string;
  readonly statements: Readonly<Record<Engine, readonly string[]>>;
}[] = [
  { name: "0001-six-datasets", statements: { sqlite: sqlite0001, mysql: mysql0001 } },
  { name: "0006-ask-indexes", statements: { sqlite: sqlite0006, mysql: mysql0006 } },
];

/** The migrations of an engine, as the migrator takes them. */
export function migrationsFor(engine: Engine): MigrationObject[] {
  return MIGRATIONS.map(({ name, statements }) => ({
    name,
    class: class extends Migration {
      override up(): void {
        for (const statement of statements[engine]) this.addSql(statement);
      }
    },
  }));
}
