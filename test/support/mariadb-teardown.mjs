/** Jest's globalTeardown: stops the private MariaDB if the setup started one. */
export default async function teardown() {
  await globalThis.rescueMariadb?.stop();
}
