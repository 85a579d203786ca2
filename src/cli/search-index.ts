import { readConfig } from "../config.js";
import { migrateStore } from "../store/migrate-store.js";
import { openStore } from "../store/open-store.js";
import { withStoreLock } from "../store/store-lock.js";
import { readArguments, runCommand } from "./command.js";
import { indexStore } from "./index-store.js";
import { showProgress } from "./progress.js";
import { storeEntities } from "./store-entities.js";

// Makes the search index of an existing store anew. It can be ended at any time: the old index stands until the end.
await runCommand(async () => {
  readArguments({ options: {} }, "usage: npm run search-index");
  const store = await openStore(readConfig().databaseUrl, storeEntities());
  try {
    await migrateStore(store);
    const progress = showProgress({ doing: "Making the search index", done: "Search index made" });
    const documents = await withStoreLock(store, () =>
      indexStore(store, ({ documents, expected }) =>
        progress.update({ table: "search", rows: documents, expected }),
      ),
    );
    progress.done(`${documents} things in ${store.address}`);
  } finally {
    await store.close();
  }
});
