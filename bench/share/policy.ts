import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DEMO_SECRET } from "../../src/config.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { projectRoot } from "../../src/project-root.js";
import type { Load } from "../load.js";
import { startServer } from "../server-process.js";
import { type CompareOptions, compareLoads, printHead } from "./compare-loads.js";

// What the policy costs: the same requests to one server by an admin, to whom everything is open, and by a partner, whose
// rows are looked up in agreements and filtered, and whose fields are masked. Without the audit, which is measured apart.

const ZHEJIANG = "33";
const SHANGHAI = `where: { division: { within: "31" } }`;
/** Answers are the same for both, except where the name says that fields are masked. */
const SHAPES = {
  flat: `{ teams(first: 50, ${SHANGHAI}) { nodes { id name category level status headcount duty } } }`,
  federated: `{ teams(first: 20, ${SHANGHAI}) { nodes { id name division { name }
    equipment(first: 3) { nodes { name quantity } } experts(first: 3) { nodes { id title } } } } }`,
  "flat, masked": `{ teams(first: 50, ${SHANGHAI}) { nodes { id name standbyHeadcount address contactName contactPhone } } }`,
} as const;

/** Prints what the policy costs: requests a second with and without, and their ratio. */
export async function benchPolicy(options: CompareOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rescue-bench-policy-"));
  const server = await startServer([join(projectRoot(), "dist/src/main.js")], {
    DATABASE_URL: `sqlite:${join(folder, "rescue.db")}`,
    PORT: "0",
    LOG_LEVEL: "warn",
    AUDIT: "off",
  });
  try {
    // A load of minutes is more than a partner may pull in a day.
    const db = new DatabaseSync(join(folder, "rescue.db"), { timeout: 5000 });
    db.exec("update agreement set quota_per_day = null");
    db.close();
    const common = { subject: "bench", ttlSeconds: 7200 };
    const admin = await issueToken(DEMO_SECRET, { ...common, role: "admin" });
    const partner = await issueToken(DEMO_SECRET, { ...common, role: "partner", partner: ZHEJIANG });
    printHead("Policy on (a partner) and off (an admin)", options);
    for (const [name, query] of Object.entries(SHAPES)) {
      const load = (token: string): Load => ({
        url: `${server.url}/graphql`,
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      const loads = { off: load(admin), on: load(partner) };
      if (!name.includes("masked")) await refuseUnequal(name, loads);
      await compareLoads(name, loads, options);
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refuseUnequal(name: string, { off, on }: { off: Load; on: Load }): Promise<void> {
  const [one, other] = await Promise.all(
    [off, on].map(async ({ url, headers, body }) => {
      const response = await fetch(url, { method: "POST", headers, body });
      return await response.text();
    }),
  );
  if (one !== other || one?.includes(`"errors"`))
    throw new Error(`The answers to ${name} differ: ${one}\n${other}`);
}
