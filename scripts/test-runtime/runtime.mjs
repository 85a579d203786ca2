// Jest's `runtime`: how a test file and what it imports are loaded. Jest's own runtime loads every module again for
// every test file, in a vm context of its own, so that no file sees what another changed: about three seconds of CPU for
// each file that touches the graph, most of the gate's time. The tests here change no module and no global, so this
// one leaves loading to Node: a worker loads each module once. Everything else (workers, describe and test, hooks, time
// limits, reports) is Jest's own.

import { createRequire, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { use } from "./jest-globals.mjs";

/** What jest-circus keeps of a test file on the global object: its handlers of events, its tests and all these hold. */
const KEPT = new Set(["EVENT_HANDLERS", "JEST_STATE_SYMBOL"]);

// The package @jest/globals is types and an error; Jest's own runtime puts the globals in its place too.
const OWN_GLOBALS = new URL("./jest-globals.mjs", import.meta.url).href;
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === "@jest/globals") return { url: OWN_GLOBALS, shortCircuit: true };
    return next(specifier, context);
  },
});

/** What jest-runner and jest-circus ask of a runtime, with every module loaded by Node itself. */
export default class NodeRuntime {
  /** Called once per test file, for the framework, which is made anew: the tests and handlers of the last file go. */
  requireInternalModule(path) {
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (KEPT.has(symbol.description)) delete globalThis[symbol];
    }
    const load = createRequire(import.meta.url);
    delete load.cache[path];
    return load(path);
  }

  setGlobalsForRuntime(framework) {
    use(framework);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path).href);
  }

  requireModule(path) {
    return createRequire(import.meta.url)(path);
  }

  /** None: the compiler has left a map beside each file, which Jest finds itself. */
  getSourceMaps() {
    return null;
  }

  getAllCoverageInfoCopy() {}

  enterTestCode() {}

  leaveTestCode() {}

  teardown() {}
}
