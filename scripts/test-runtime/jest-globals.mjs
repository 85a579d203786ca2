/** The framework of the test file that runs, which runtime.mjs sets: `describe`, `test` and the others. */
export const current = { globals: {} };

/**
 * What test files get for "@jest/globals" (see runtime.mjs). A helper that several test files share is loaded once, so
 * what it imported from here must reach the framework of the file that calls it.
 */
const live = (name) =>
  new Proxy(() => {}, {
    apply: (_target, _self, args) => current.globals[name](...args),
    get: (_target, property) => current.globals[name][property],
  });

export const describe = live("describe");
export const test = live("test");
export const it = live("it");
export const expect = live("expect");
export const beforeAll = live("beforeAll");
export const beforeEach = live("beforeEach");
export const afterAll = live("afterAll");
export const afterEach = live("afterEach");
