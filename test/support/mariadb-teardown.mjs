import { rmSync } from "node:fs";

/**
 * Jest's globalTeardown: stops the private MariaDB if the setup started one, removes the run's databases and its user
 * from a server that was given, and removes the seeded stores.
 */
export default async function teardown() {
  rmSync(process.env.RESCUE_TEST_TEMPLATES, { recursive: true, force: true });
  await globalThis.rescueMariadbRun?.close();
  await globalThis.rescueMariadb?.stop();
}
