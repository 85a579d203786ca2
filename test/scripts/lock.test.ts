import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { projectRoot } from "../../src/project-root.js";

/** Works under the lock for some time and notes its begin and end; with a third argument, so does a child. */
const WORKER = `
import { spawn } from "node:child_process";
import { appendFileSync, existsSync } from "node:fs";
import { makeInTurn } from "./lock.mjs";
const [log, ms, childMs] = process.argv.slice(2);
await makeInTurn(() => existsSync(log + ".made"), async (lend) => {
  appendFileSync(log, "in\\n");
  if (childMs !== undefined) {
    const end = \`setTimeout(() => require("node:fs").appendFileSync(\${JSON.stringify(log)}, "child\\\\n"), \${childMs})\`;
    lend(spawn(process.execPath, ["-e", end], { stdio: "ignore" }).pid);
    appendFileSync(log, "lent\\n");
  }
  await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  appendFileSync(log, "out\\n");
});
`;

describe("the lock around installing and building", () => {
  let project: string;
  let log: string;
  let running: ChildProcess[];

  beforeEach(() => {
    running = [];
    project = mkdtempSync(join(tmpdir(), "rescue-lock-"));
    log = join(project, "log");
    for (const file of ["lock.mjs", "say.mjs"]) {
      cpSync(join(projectRoot(), "scripts", file), join(project, "scripts", file), { recursive: true });
    }
    writeFileSync(join(project, "scripts", "worker.mjs"), WORKER);
  });

  afterEach(() => {
    for (const child of running) child.kill("SIGKILL");
    rmSync(project, { recursive: true, force: true });
  });

  function start(...times: number[]) {
    const child = spawn(
      process.execPath,
      [join(project, "scripts", "worker.mjs"), log, ...times.map(String)],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    running.push(child);
    const said: Buffer[] = [];
    child.stderr.on("data", (chunk) => said.push(chunk));
    const ended = once(child, "close").then(([code]) => ({ code, said: Buffer.concat(said).toString() }));
    return { child, ended };
  }

  const noted = () => (existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : []);

  async function untilNoted(line: string) {
    while (!noted().includes(line)) await pause(10);
  }

  test("lets one process work at a time", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => start(50).ended));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(noted()).toEqual(Array.from({ length: 4 }, () => ["in", "out"]).flat());
  });

  test("says for whom a process waits, and goes on when that is killed", async () => {
    const first = start(60_000);
    await untilNoted("in");
    const others = Array.from({ length: 3 }, () => start(50));
    await Promise.all(others.map(({ child }) => once(child.stderr, "data")));
    expect(noted()).toEqual(["in"]);
    first.child.kill("SIGKILL");
    const ends = await Promise.all(others.map(({ ended }) => ended));
    expect(noted()).toEqual(["in", ...Array.from({ length: 3 }, () => ["in", "out"]).flat()]);
    for (const { code, said } of ends) {
      expect(code).toBe(0);
      expect(said).toContain(`Another process (${first.child.pid}) is installing or building in this folder`);
    }
  });

  test("lets those go who wait for what is made meanwhile", async () => {
    const first = start(60_000);
    await untilNoted("in");
    const second = start(0);
    await once(second.child.stderr, "data");
    writeFileSync(`${log}.made`, "");
    expect((await second.ended).code).toBe(0);
    expect((await start(0).ended).said).toBe("");
    expect(noted()).toEqual(["in"]);
    first.child.kill("SIGKILL");
  });

  test("is kept by a child that outlives the process that has it", async () => {
    const first = start(60_000, 900);
    await untilNoted("lent");
    first.child.kill("SIGKILL");
    expect((await start(0).ended).code).toBe(0);
    expect(noted()).toEqual(["in", "lent", "child", "in", "out"]);
  });

  // Numbers of processes are given again: here to this test.
  test.each([
    ["a process whose number another has now", `${process.pid} 1`],
    ["a process that is gone", "999999999 1"],
    ["who was done", "done"],
    ["nobody knows", "?"],
  ])("is free when its last ticket is of %s", async (_, ticket) => {
    mkdirSync(join(project, ".dist-lock"));
    writeFileSync(join(project, ".dist-lock", "7"), ticket);
    expect(await start(0).ended).toEqual({ code: 0, said: "" });
    expect(readFileSync(join(project, ".dist-lock", "8"), "utf8")).toBe("done");
  });
});
