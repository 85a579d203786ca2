import { rmSync } from "node:fs";

/** Jest's globalTeardown: stops the private MariaDB if the setup started one, and removes the seeded stores. */
export default async function teardown() {
  rmSync(process.env.RESCUE_TEST_TEMPLATES, { recursive: true, force: true });
  await globalThis.rescueMariadb?.stop();
}
