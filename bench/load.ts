import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { SERVER_CORE } from "./server-process.js";

/** One request, sent over and over; or several in turn. */
export interface Load {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Sent in turn instead of `body`. */
  readonly bodies?: readonly string[];
}

/** What a load showed. */
export interface Measured {
  /** Answered requests a second. */
  readonly rate: number;
  /** Milliseconds that half of the requests, and 99 of 100, took at most. */
  readonly p50: number;
  readonly p99: number;
  /** Share of the time that the servers' core was busy: far below 1, something else was the limit. */
  readonly busy: number;
}

/** How much is sent: for so many seconds, or so many requests. */
export type Amount = { readonly seconds: number } | { readonly requests: number };

/**
 * Sends a load over so many connections.
 * @throws when an answer is not 200: what fails fast must not look fast
 */
export async function measureLoad(
  { url, headers, body, bodies }: Load,
  connections: number,
  amount: Amount,
): Promise<Measured> {
  const before = coreTimes();
  const result = await autocannon({
    url,
    method: "POST",
    headers,
    ...(bodies === undefined
      ? { body }
      : { requests: bodies.map((each) => ({ method: "POST", body: each })) }),
    connections,
    ...("seconds" in amount ? { duration: amount.seconds } : { amount: amount.requests }),
  });
  const after = coreTimes();
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed`);
  return {
    rate: result["2xx"] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    busy: (after.busy - before.busy) / (after.all - before.all),
  };
}

/**
 * Sends a load over so many connections for so many seconds.
 * @returns answered requests a second
 * @throws when an answer is not 200
 */
export async function measure(load: Load, connections: number, seconds: number): Promise<number> {
  return (await measureLoad(load, connections, { seconds })).rate;
}

/** Sends a load once; the answer's data, for comparing. */
export async function ask({ url, headers, body }: Load): Promise<unknown> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  const answer = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (!response.ok || answer.errors !== undefined)
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 600)}`);
  return answer.data;
}

/** Of the servers' core, in ticks of the kernel. */
function coreTimes(): { busy: number; all: number } {
  const line =
    new RegExp(`^cpu${SERVER_CORE} (.*)$`, "m").exec(readFileSync("/proc/stat", "utf8"))?.[1] ?? "";
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, hard = 0, soft = 0] = line
    .split(" ")
    .map(Number);
  const busy = user + nice + system + hard + soft;
  return { busy, all: busy + idle + wait };
}
