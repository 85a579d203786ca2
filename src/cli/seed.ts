import { DEFAULT_SEED_OPTIONS } from "../../seeds/types.js";
import { readConfig } from "../config.js";
import { migrateStore } from "../store/migrate-store.js";
import { openStore } from "../store/open-store.js";
import { readArguments, runCommand, wholeNumber } from "./command.js";
import { showProgress } from "./progress.js";
import { seedStore } from "./seed-store.js";
import { storeEntities } from "./store-entities.js";

const USAGE = "usage: npm run seed -- [--reset] [--scale N] [--seed N] [--today YYYY-MM-DD]";

await runCommand(async () => {
  const { values } = readArguments(
    {
      options: {
        reset: { type: "boolean", default: false },
        scale: { type: "string", default: String(DEFAULT_SEED_OPTIONS.scale) },
        seed: { type: "string", default: String(DEFAULT_SEED_OPTIONS.seed) },
        // Expiries, shifts and observations lie around this day: today, so that the samples look alive.
        today: { type: "string", default: new Date().toISOString().slice(0, 10) },
      },
    },
    USAGE,
  );
  const store = await openStore(readConfig().databaseUrl, storeEntities());
  try {
    await migrateStore(store);
    const progress = showProgress();
    const rows = await seedStore(store, {
      reset: values.reset,
      scale: wholeNumber("scale", values.scale, 1),
      seed: wholeNumber("seed", values.seed, 0),
      today: values.today,
      onProgress: progress.update,
    });
    progress.done(`${rows} rows in ${store.address}`);
  } finally {
    await store.close();
  }
});
