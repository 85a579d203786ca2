/** @type {import("jest").Config} */
export default {
  // The tests are compiled with everything else, because Node cannot strip the types of decorated classes.
  roots: ["<rootDir>/dist/test"],
  testMatch: ["<rootDir>/dist/test/**/*.test.js"],
  runtime: "<rootDir>/scripts/test-runtime/runtime.mjs",
  testEnvironment: "<rootDir>/scripts/test-runtime/environment.mjs",
  injectGlobals: false,
  // What datasets register when they are loaded (which types are shared, and with whom) is there for every test, in whatever
  // order the files run, as it is for every program.
  setupFiles: ["<rootDir>/dist/src/subgraphs/index.js"],
  transform: {},
  testTimeout: 30_000,
  maxWorkers: 2,
  // A worker keeps what its test files have left behind.
  workerIdleMemoryLimit: "1GB",
  // All is closed when a worker ends, but to give back that much memory takes Node a second or more on a busy machine.
  workerGracefulExitTimeout: 10_000,
  watchman: false,
  // The private MariaDB of the store tests.
  globalSetup: "<rootDir>/test/support/mariadb-setup.mjs",
  globalTeardown: "<rootDir>/test/support/mariadb-teardown.mjs",
  reporters: ["default", "<rootDir>/scripts/test-counts.mjs"],
};
