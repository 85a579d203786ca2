import { expect, test } from "@jest/globals";
import { type ExecutionResult, parse } from "graphql";
import type { RequestContext } from "../../src/context.js";
import { deduplicating } from "../../src/gateway/deduplicating-transport.js";
import type { SubgraphRequest } from "../../src/gateway/transport.js";

const QUERY = parse("query ($id: ID!) { team(id: $id) { name } }");

/** A source that answers when it is told to, behind the transport. */
function source() {
  const asked: { request: SubgraphRequest; answer: (result: ExecutionResult) => void }[] = [];
  const transport = deduplicating({
    execute: (request) => new Promise((answer) => asked.push({ request, answer })),
    close: async () => {},
  });
  const ask = (id: string, authorization?: string, document = QUERY) =>
    transport.execute({ document, operationName: undefined, variables: { id } }, {
      authorization,
      sources: [],
    } as unknown as RequestContext);
  const answerAll = () => {
    for (const { answer } of asked) answer({ data: { team: { name: "x" } } });
  };
  return { asked, ask, answerAll };
}

test("sends equal queries that are under way once, and gives each reader data of its own", async () => {
  const { asked, ask, answerAll } = source();
  const both = Promise.all([ask("1"), ask("1"), ask("2")]);
  expect(asked).toHaveLength(2);
  answerAll();
  const [one, other] = await both;
  expect(one).toEqual({ data: { team: { name: "x" } } });
  expect(other).toEqual(one);
  expect(other?.data?.["team"]).not.toBe(one?.data?.["team"]);
});

test("asks again once the answer is there: nothing is kept", async () => {
  const { asked, ask, answerAll } = source();
  const first = ask("1");
  answerAll();
  await first;
  const again = ask("1");
  answerAll();
  await again;
  expect(asked).toHaveLength(2);
});

test("gives nobody what was asked with another authorization", async () => {
  const { asked, ask, answerAll } = source();
  const both = Promise.all([ask("1", "Bearer a"), ask("1", "Bearer b"), ask("1")]);
  expect(asked).toHaveLength(3);
  answerAll();
  await both;
});

test("sends every mutation", async () => {
  const { asked, ask, answerAll } = source();
  const mutation = parse("mutation ($id: ID!) { rename(id: $id) }");
  const both = Promise.all([ask("1", undefined, mutation), ask("1", undefined, mutation)]);
  expect(asked).toHaveLength(2);
  answerAll();
  await both;
});

test("goes on for the others when who asked first leaves, and tells each what became of the source", async () => {
  const answer = Promise.withResolvers<ExecutionResult>();
  const asked: RequestContext[] = [];
  const transport = deduplicating({
    execute: (_request, ctx) => {
      asked.push(ctx);
      return answer.promise;
    },
    close: async () => {},
  });
  const leaving = new AbortController();
  const readers = [leaving.signal, new AbortController().signal].map(
    (signal) => ({ signal, sources: [] }) as unknown as RequestContext,
  );
  const request = { document: QUERY, operationName: undefined, variables: { id: "1" } };
  const both = Promise.all(readers.map((ctx) => transport.execute(request, ctx)));
  leaving.abort();
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([false]);
  const report = { name: "teams", status: "TIMEOUT", since: "2026-11-26T00:00:00Z" } as const;
  asked[0]?.sources.push(report);
  answer.resolve({ data: null });
  await both;
  expect(readers.map(({ sources }) => sources)).toEqual([[report], [report]]);
});

test("passes a failure to all who wait for it, and asks again then", async () => {
  let calls = 0;
  const transport = deduplicating({
    execute: async () => {
      calls += 1;
      throw new Error("gone");
    },
    close: async () => {},
  });
  const ask = () =>
    transport.execute({ document: QUERY, operationName: undefined, variables: {} }, {} as RequestContext);
  const settled = await Promise.allSettled([ask(), ask()]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await ask().catch(() => {});
  expect(calls).toBe(2);
});
