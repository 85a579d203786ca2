import { readConfig } from "../config.js";
import { fault } from "../errors.js";
import { migrateStore } from "../store/migrate-store.js";
import { openStore } from "../store/open-store.js";
import { pruneFeeds } from "../subgraphs/feed/subgraph.js";
import { readArguments, runCommand, wholeNumber } from "./command.js";
import { storeEntities } from "./store-entities.js";

const USAGE = "usage: npm run feed -- prune [--days 30]";

// Takes away changes and tombstones that are older than what readers may rely on. To be run daily; it can be ended at
// any time.
await runCommand(async () => {
  const { values, positionals } = readArguments(
    { options: { days: { type: "string", default: "30" } }, allowPositionals: true },
    USAGE,
  );
  if (positionals.join() !== "prune") throw fault("COMMAND_USAGE", { reason: USAGE });
  const store = await openStore(readConfig().databaseUrl, storeEntities());
  try {
    await migrateStore(store);
    const { changes, tombstones, views } = await pruneFeeds(store, wholeNumber("days", values.days, 1));
    console.log(
      `Took away ${changes} changes, ${tombstones} tombstones and ${views} views in ${store.address}`,
    );
  } finally {
    await store.close();
  }
});
