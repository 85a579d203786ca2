import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GraphQLSchema } from "graphql";
import { buildSubgraph } from "../dataset/build-subgraph.js";
import { fault } from "../errors.js";
import { createGateway, printApiSchema } from "../gateway/gateway.js";
import { brokenPromises, printPromise } from "../gateway/promised-schema.js";
import { projectRoot } from "../project-root.js";
import { SUBGRAPHS } from "../subgraphs/index.js";
import { readArguments, runCommand } from "./command.js";
import { SAMPLE_PARTNERS, samplePartner } from "./sample-partner.js";

const SCHEMA = join(projectRoot(), "schema");
const PROMISED = join(SCHEMA, "promised.graphql");
const CHANGES = join(SCHEMA, "CHANGES.md");

// `npm run schema` prints schema/; with --check it only compares, and a difference fails. Either way it fails when clients
// would be broken: schema/promised.graphql is what they were promised, and --promise takes over what has been added since.
await runCommand(async () => {
  const { values } = readArguments(
    {
      options: {
        check: { type: "boolean", default: false },
        promise: { type: "boolean", default: false },
        breaking: { type: "string" },
      },
    },
    'usage: npm run schema [-- --check | --promise [--breaking "why clients must change"]]',
  );
  if (values.check && values.promise) throw usage("--check changes nothing: leave --promise out");
  if (values.breaking !== undefined && !values.promise) throw usage("--breaking goes with --promise");
  const { files, apiSchema } = await printed();
  const stale = await written(files, !values.check);
  if (values.check && stale.length > 0) {
    throw fault("COMMAND_USAGE", {
      reason: `Out of date: ${stale.join(", ")}. Run \`npm run schema\` and commit.`,
    });
  }
  const promised = await readFile(PROMISED, "utf8").catch(() => undefined);
  if (promised === undefined && !values.promise)
    throw usage("schema/promised.graphql is missing: run with --promise");
  const broken = promised === undefined ? [] : brokenPromises(promised, apiSchema);
  if (broken.length > 0 && (!values.promise || values.breaking === undefined)) {
    throw fault("SCHEMA_BREAKS", { changes: broken.join(" ") });
  }
  if (values.promise) {
    if (broken.length > 0) await appendFile(CHANGES, changeEntry(values.breaking ?? "", broken));
    await writeFile(PROMISED, printPromise(apiSchema));
  }
  console.error(stale.length === 0 ? "schema/ is up to date" : `Wrote ${stale.join(", ")}`);
});

function usage(reason: string) {
  return fault("COMMAND_USAGE", { reason });
}

function changeEntry(why: string, broken: readonly string[]): string {
  const list = broken.map((change) => `- ${change}\n`).join("");
  return `\n## ${new Date().toISOString().slice(0, 10)}\n\n${why}\n\n${list}`;
}

/** Compares files of schema/, and writes those that differ if they are to be. */
async function written(files: readonly [file: string, text: string][], write: boolean): Promise<string[]> {
  const stale: string[] = [];
  for (const [file, text] of files) {
    const path = join(SCHEMA, file);
    if ((await readFile(path, "utf8").catch(() => "")) === text) continue;
    stale.push(`schema/${file}`);
    if (!write) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return stale;
}

async function printed(): Promise<{ files: [file: string, text: string][]; apiSchema: GraphQLSchema }> {
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
  return { files, apiSchema: gateway.apiSchema };
}
