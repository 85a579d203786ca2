// What test files get for "@jest/globals" (see runtime.mjs). What several test files import is loaded once; since
// imports are live, it too sees the framework of the test file that runs.

export let afterAll;
export let afterEach;
export let beforeAll;
export let beforeEach;
export let describe;
export let expect;
export let it;
export let test;

/** Puts the framework that Jest has made for a test file in place. */
export function use(framework) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } = framework);
}
