import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_SECRET } from "../src/config.js";
import { issueToken } from "../src/edge/issue-token.js";
import { projectRoot } from "../src/project-root.js";
import { type Load, measure } from "./load.js";
import { startServer } from "./server-process.js";

// How many requests a second the graph answers, as a ratio to an endpoint written by hand over the
// same tables. The servers run on one core and the load on the other; rounds are interleaved, so that a machine that
// slows down slows both.

const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 16;
const SHAPES = ["flat", "federated"] as const;

/** `npm run bench`: prints the table of requests a second. */
export async function benchRequests(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rescue-bench-"));
  const file = join(folder, "rescue.db");
  const root = projectRoot();

  const graph = await startServer([join(root, "dist/src/main.js")], {
    DATABASE_URL: `sqlite:${file}`,
    PORT: "0",
    LOG_LEVEL: "warn",
  });
  const handWritten = await startServer([join(root, "dist/bench/hand-written.js"), file], {});
  try {
    const token = await issueToken(DEMO_SECRET, { role: "analyst", subject: "bench", ttlSeconds: 3600 });
    console.log(
      `Requests a second, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds of ${SECONDS} s, SQLite, 2 cores`,
    );
    console.log("shape       graph  (spread)        by hand  (spread)        ratio");
    for (const shape of SHAPES) {
      const query = readFileSync(join(root, `bench/operations/${shape}.graphql`), "utf8");
      const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const body = JSON.stringify({ query });
      const graphLoad: Load = { url: `${graph.url}/graphql`, headers, body };
      const handLoad: Load = { url: `${handWritten.url}/${shape}`, headers, body };
      await refuseUnequal(shape, graphLoad, handLoad);
      const rates: Record<"graph" | "hand", number[]> = { graph: [], hand: [] };
      for (let round = -1; round < ROUNDS; round++) {
        const [ours, theirs] = [
          await measure(graphLoad, CONNECTIONS, SECONDS),
          await measure(handLoad, CONNECTIONS, SECONDS),
        ];
        // The first round warms both up.
        if (round < 0) continue;
        rates.graph.push(ours);
        rates.hand.push(theirs);
      }
      const ratio = median(rates.graph) / median(rates.hand);
      console.log(`${shape.padEnd(10)} ${show(rates.graph)}  ${show(rates.hand)}  ${ratio.toFixed(2)}`);
    }
    console.log(`resident memory of the graph after it: ${graph.residentMegabytes()} MB`);
  } finally {
    await Promise.all([graph.stop(), handWritten.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A fast wrong answer is worth nothing. */
async function refuseUnequal(shape: string, ours: Load, theirs: Load): Promise<void> {
  const [one, other] = await Promise.all(
    [ours, theirs].map(async ({ url, headers, body }) =>
      (await fetch(url, { method: "POST", headers, body })).text(),
    ),
  );
  if (one?.trim() !== other?.trim())
    throw new Error(`${shape}: the answers differ\n${one?.slice(0, 400)}\n${other?.slice(0, 400)}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function show(rates: readonly number[]): string {
  const spread = `(${Math.round(Math.min(...rates))}-${Math.round(Math.max(...rates))})`;
  return `${median(rates).toFixed(0).padStart(6)}  ${spread.padEnd(14)}`;
}
