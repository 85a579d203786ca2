import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../../src/project-root.js";

const run = promisify(execFile);

/** Runs a module that has the log and the function, in a process of its own: what is told is how that ends. */
function program(body: string): Promise<{ stdout: string }> {
  const edge = (file: string) => JSON.stringify(join(projectRoot(), "dist/src/edge", file));
  const head = `
    import { createLog } from ${edge("log.js")};
    import { logStrayRejections } from ${edge("stray-rejections.js")};
    logStrayRejections(createLog({ logLevel: "info" }));
    setTimeout(() => console.log("still serves"), 50);`;
  return run(process.execPath, ["--input-type=module", "-e", head + body]);
}

test("a promise that fails with nobody waiting is logged, and the process goes on", async () => {
  const { stdout } = await program(`Promise.reject(new Error("left behind"));`);
  expect(stdout).toContain("still serves");
  const line = stdout.split("\n").find((each) => each.startsWith("{")) ?? "";
  expect(JSON.parse(line)).toMatchObject({ level: "error", err: { message: "left behind" } });
});

test("a log that cannot be written does not end the process", async () => {
  const edge = JSON.stringify(join(projectRoot(), "dist/src/edge/log.js"));
  const body = `
    import { createLog } from ${edge};
    const log = createLog({ logLevel: "info" });
    for (let line = 0; line < 3; line++) setTimeout(() => log.info("a line"), line * 150);
    setTimeout(() => { console.error("still serves"); process.exit(0); }, 700);`;
  const shell = ["-c", '"$0" --input-type=module -e "$1" > /dev/full', process.execPath, body];
  expect((await run("sh", shell)).stderr).toContain("still serves");
});

test("an exception that nobody caught ends the process", async () => {
  await expect(program(`setTimeout(() => { throw new Error("broken"); }, 1);`)).rejects.toMatchObject({
    code: 1,
  });
});
