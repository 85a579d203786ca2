import { expect, test } from "@jest/globals";
import { buildSchema, isInputObjectType } from "graphql";
import { createGateway } from "../../src/gateway/gateway.js";
import { buildSubgraphs } from "../support/graph-harness.js";

/** Composition keeps of an input only the members that every subgraph with an input of that name gives it. */
test("no input of a subgraph loses a member in the graph", async () => {
  const subgraphs = await buildSubgraphs();
  const gateway = await createGateway({ subgraphs, urls: {}, timeoutMs: 1000, planTimeoutMs: 10_000 });
  try {
    const lost = subgraphs.flatMap(({ name, sdl }) =>
      Object.values(buildSchema(sdl, { assumeValid: true, assumeValidSDL: true }).getTypeMap())
        .filter(isInputObjectType)
        .flatMap((input) => {
          const composed = gateway.apiSchema.getType(input.name);
          const kept = isInputObjectType(composed) ? composed.getFields() : {};
          return Object.keys(input.getFields())
            .filter((member) => !input.name.startsWith("_") && !member.startsWith("_") && !(member in kept))
            .map((member) => `${name}: ${input.name}.${member}`);
        }),
    );
    expect(lost).toEqual([]);
  } finally {
    await gateway.stop();
  }
});
