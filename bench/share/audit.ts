import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_SECRET } from "../../src/config.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { projectRoot } from "../../src/project-root.js";
import { type Load, measure } from "../load.js";
import { startServer } from "../server-process.js";

// What the audit costs: the same requests to the same graph, with and without it. Both servers run on one core and the
// load on the other; rounds are interleaved, so that a machine that slows down slows both.

const CONNECTIONS = 16;
const SHAPES = ["flat", "federated"] as const;
/** Requests with the audit take at most so many times as long as without. */
const GOAL = 1.15;

/** How long it is measured. */
export interface AuditBenchOptions {
  readonly rounds: number;
  /** Of one round and server, in seconds. */
  readonly seconds: number;
}

/** Prints what the audit costs: requests a second with and without, and their ratio. */
export async function benchAudit({ rounds, seconds }: AuditBenchOptions): Promise<void> {
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
      console.log(
        `Audit on and off: requests a second, ${CONNECTIONS} connections, medians of ${rounds} rounds of ${seconds} s, SQLite`,
      );
      console.log("shape       off    (spread)       on     (spread)       off/on (goal: 1.15 or less)");
      for (const shape of SHAPES) {
        const query = readFileSync(join(projectRoot(), `bench/operations/${shape}.graphql`), "utf8");
        const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
        const load = (url: string): Load => ({
          url: `${url}/graphql`,
          headers,
          body: JSON.stringify({ query }),
        });
        const rates: Record<"on" | "off", number[]> = { on: [], off: [] };
        for (let round = -1; round < rounds; round++) {
          // Whoever goes first changes from round to round.
          const order = round % 2 === 0 ? (["off", "on"] as const) : (["on", "off"] as const);
          for (const which of order) {
            const rate = await measure(load((which === "on" ? on : off).url), CONNECTIONS, seconds);
            // The first round warms both up.
            if (round >= 0) rates[which].push(rate);
          }
        }
        const ratio = median(rates.off) / median(rates.on);
        const verdict = ratio <= GOAL ? "" : "  MISSED";
        console.log(
          `${shape.padEnd(10)} ${show(rates.off)}  ${show(rates.on)}  ${ratio.toFixed(2)}${verdict}`,
        );
      }
    } finally {
      await Promise.all([on.stop(), off.stop()]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function show(rates: readonly number[]): string {
  const spread = `(${Math.round(Math.min(...rates))}-${Math.round(Math.max(...rates))})`;
  return `${median(rates).toFixed(0).padStart(6)}  ${spread.padEnd(13)}`;
}
