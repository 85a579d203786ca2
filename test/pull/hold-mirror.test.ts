import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { holdMirror } from "../../src/pull/mirror.js";
import { startProgram } from "../support/program.js";

test("a mirror has one puller at a time, and is free when that ends", () => {
  const folder = mkdtempSync(join(tmpdir(), "rescue-mirror-"));
  try {
    const file = join(folder, "partner.db");
    const letGo = holdMirror(file);
    expect(() => holdMirror(file)).toThrow("another process pulls into it");
    letGo();
    holdMirror(file)();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a token that is none is not shown", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rescue-mirror-"));
  try {
    const into = `sqlite:${join(folder, "partner.db")}`;
    const args = ["--from", "http://127.0.0.1:1", "--token", "> a secret\nin two lines", "--into", into];
    const program = startProgram("cli/pull.js", args, {});
    expect(await program.ended).toBe(2);
    expect(program.printed()).toContain("the token is none");
    expect(program.printed()).not.toContain("secret");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
