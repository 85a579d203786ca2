import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readConfig } from "../config.js";
import { fault } from "../errors.js";
import { projectRoot } from "../project-root.js";
import { migrateStore } from "../store/migrate-store.js";
import { openStore } from "../store/open-store.js";
import { readArguments, runCommand } from "./command.js";
import { storeEntities } from "./store-entities.js";

const USAGE = "usage: DATABASE_URL=<an empty store> npm run migration -- <name-in-kebab-case>";

// Writes the migration that brings the last one's tables to what the entities say now, for the engine of
// DATABASE_URL. Run it once for each engine, with the same name, and add both to src/store/migrations/index.ts.
await runCommand(async () => {
  const { positionals } = readArguments({ options: {}, allowPositionals: true }, USAGE);
  const name = positionals[0] ?? "";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw fault("COMMAND_USAGE", { reason: USAGE });
  const store = await openStore(readConfig().databaseUrl, storeEntities());
  try {
    await migrateStore(store);
    const { up } = await store.orm.schema.getUpdateSchemaMigrationSQL({ wrap: false });
    const statements = up.split("\n").filter((line) => line.trim() !== "");
    if (statements.length === 0)
      throw fault("COMMAND_USAGE", { reason: "Nothing has changed since the last migration." });
    const file = join(projectRoot(), "src/store/migrations", store.engine, `${name}.ts`);
    await writeFile(file, moduleText(statements));
    console.log(`Wrote ${file}`);
  } finally {
    await store.close();
  }
});

function moduleText(statements: readonly string[]): string {
  const list = statements.map((statement) => `  ${JSON.stringify(statement.replace(/;$/, ""))},`).join("\n");
  return `/** The statements of this migration, in order. Written by \`npm run migration\`; never changed once released. */\nexport const statements: readonly string[] = [\n${list}\n];\n`;
}
