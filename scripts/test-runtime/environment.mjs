/** Jest's `testEnvironment`: the worker's own globals, without a vm context. See runtime.mjs. */
export default class NodeEnvironment {
  #console = globalThis.console;
  #exit = process.exit;

  global = globalThis;

  getVmContext() {
    return null;
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  async setup() {}

  /** Jest puts a console that collects and a process.exit that reports in place, once more for each file. */
  async teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
  }
}
