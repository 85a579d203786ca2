import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildSubgraph } from "../dataset/build-subgraph.js";
import { fault } from "../errors.js";
import { createGateway, printApiSchema } from "../gateway/gateway.js";
import { projectRoot } from "../project-root.js";
import { SUBGRAPHS } from "../subgraphs/index.js";
import { readArguments, runCommand } from "./command.js";
import { SAMPLE_PARTNERS, samplePartner } from "./sample-partner.js";

// `npm run schema` prints schema/; with --check it only compares, and a difference fails.
await runCommand(async () => {
  const { values } = readArguments(
    { options: { check: { type: "boolean", default: false } } },
    "usage: npm run schema [-- --check]",
  );
  const stale: string[] = [];
  for (const [file, text] of await printed()) {
    const path = join(projectRoot(), "schema", file);
    if ((await readFile(path, "utf8").catch(() => "")) === text) continue;
    stale.push(`schema/${file}`);
    if (values.check) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  if (values.check && stale.length > 0) {
    throw fault("COMMAND_USAGE", {
      reason: `Out of date: ${stale.join(", ")}. Run \`npm run schema\` and commit.`,
    });
  }
  console.error(stale.length === 0 ? "schema/ is up to date" : `Wrote ${stale.join(", ")}`);
});

async function printed(): Promise<[file: string, text: string][]> {
  const subgraphs = await Promise.all(SUBGRAPHS.map(buildSubgraph));
  const gateway = await createGateway({ subgraphs, urls: {}, timeoutMs: 1000 });
  const files = subgraphs.map(({ name, sdl }): [string, string] => [`subgraphs/${name}.graphql`, `${sdl}\n`]);
  files.push(["supergraph.graphql", `${gateway.supergraphSdl.trimEnd()}\n`]);
  files.push(["api.graphql", printApiSchema(gateway.apiSchema)]);
  for (const partner of SAMPLE_PARTNERS) {
    const contract = gateway.contracts.of(samplePartner(partner));
    if (contract !== undefined) files.push([`contracts/${partner}.graphql`, printApiSchema(contract.schema)]);
  }
  await gateway.stop();
  return files;
}
