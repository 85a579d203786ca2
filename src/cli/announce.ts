import type { AddressInfo } from "node:net";
import type { Config } from "../config.js";
import { issueToken } from "../edge/issue-token.js";

// Partners speak for a division: here each of the three neighbouring provinces.
const DEMO_CALLERS = [
  { role: "analyst" },
  { role: "steward" },
  { role: "admin" },
  { role: "partner", partner: "33" },
  { role: "partner", partner: "32" },
  { role: "partner", partner: "34" },
] as const;
const DEMO_HOURS = 12;

/** Tells on stdout where the service is, and in the demo profile how to be somebody there. */
export async function announce(config: Config, { address, family, port }: AddressInfo): Promise<void> {
  const url = `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
  const lines = [
    "",
    `Rescue Graph   ${url}/graphql`,
    `IDE            ${url}/graphql (in a browser)`,
    `Ready          ${url}/readyz`,
  ];
  const { tokenTrust } = config;
  const isDemo = tokenTrust.kind === "secret" && tokenTrust.demo;
  if (isDemo) {
    lines.push(
      "",
      "DEMO: tokens are signed with a secret that everybody knows. Never put real data behind it.",
    );
    for (const caller of DEMO_CALLERS) {
      const partner = "partner" in caller ? caller.partner : undefined;
      const name = partner === undefined ? caller.role : `${caller.role} ${partner}`;
      const token = await issueToken(tokenTrust.secret, {
        role: caller.role,
        subject: `demo-${name.replace(" ", "-")}`,
        ttlSeconds: DEMO_HOURS * 3600,
        partner,
      });
      lines.push(`${name.padEnd(10)} Authorization: Bearer ${token}`);
    }
    lines.push(`(valid for ${DEMO_HOURS} hours; a new one: npm run -s token -- --role analyst)`);
  } else if (config.demoKeys.length > 0) {
    const names = config.demoKeys.join(" and ");
    lines.push(
      "",
      `DEMO KEYS: ${names} are those of the demo, which everybody knows. Set them before real data come in,`,
    );
    lines.push("and RESCUE_PROFILE=production, which refuses to start without.");
  }
  console.log(`${lines.join("\n")}\n`);
}
