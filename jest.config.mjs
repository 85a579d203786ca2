/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testTimeout: 30_000,
  maxWorkers: 2,
  // Node keeps the ES modules of every test file that a worker has run.
  workerIdleMemoryLimit: "1GB",
  watchman: false,
  modulePathIgnorePatterns: [
    "<rootDir>/dist/",
    "<rootDir>/\\.dist-",
    "<rootDir>/data/",
    "<rootDir>/bench/node_modules/",
  ],
  // The private MariaDB of the store tests.
  globalSetup: "<rootDir>/test/support/mariadb-setup.mjs",
  globalTeardown: "<rootDir>/test/support/mariadb-teardown.mjs",
  reporters: ["default", "<rootDir>/scripts/test-counts.mjs"],

  extensionsToTreatAsEsm: [".ts"],
  // Sources import "./x.js" as TypeScript wants it, and only x.ts is there. The .js comes first because packages
  // under node_modules import each other in the same way. The package graphql needs no mapping: it has no "exports",
  // and Jest, like Node, takes its "main" (index.js) for import and require alike, so that there is one GraphQLSchema
  // for ES modules and CommonJS (with index.mjs beside it there would be two, "from another module or realm").
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": ["$1.js", "$1.ts"] },
  // The same options as in tsconfig.json.
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2023",
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        },
        module: { type: "es6" },
      },
    ],
  },
};
