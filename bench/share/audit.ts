import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_SECRET } from "../../src/config.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { projectRoot } from "../../src/project-root.js";
import type { Load } from "../load.js";
import { startServer } from "../server-process.js";
import { type CompareOptions, compareLoads, printHead } from "./compare-loads.js";

// What the audit costs: the same requests to the same graph, with and without it. Both servers run on one core and the
// load on the other; rounds are interleaved, so that a machine that slows down slows both.

const SHAPES = ["flat", "federated"] as const;

/** Prints what the audit costs: requests a second with and without, and their ratio. */
export async function benchAudit(options: CompareOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rescue-bench-audit-"));
  const serve = (file: string, AUDIT: "on" | "off") =>
    startServer([join(projectRoot(), "dist/src/main.js")], {
      DATABASE_URL: `sqlite:${join(folder, file)}`,
      PORT: "0",
      LOG_LEVEL: "warn",
      AUDIT,
    });
  try {
    // Seeded once; its end writes everything into the one file.
    await (await serve("on.db", "off")).stop();
    copyFileSync(join(folder, "on.db"), join(folder, "off.db"));
    const [on, off] = [await serve("on.db", "on"), await serve("off.db", "off")];
    try {
      const token = await issueToken(DEMO_SECRET, { role: "analyst", subject: "bench", ttlSeconds: 7200 });
      printHead("Audit on and off", options);
      for (const shape of SHAPES) {
        const query = readFileSync(join(projectRoot(), `bench/operations/${shape}.graphql`), "utf8");
        const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
        const load = (url: string): Load => ({
          url: `${url}/graphql`,
          headers,
          body: JSON.stringify({ query }),
        });
        await compareLoads(shape, { off: load(off.url), on: load(on.url) }, options);
      }
    } finally {
      await Promise.all([on.stop(), off.stop()]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
