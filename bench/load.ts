import autocannon from "autocannon";

/** One request, sent over and over. */
export interface Load {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * Sends a load over so many connections for so many seconds.
 * @returns answered requests a second
 * @throws when an answer is not 200: what fails fast must not look fast
 */
export async function measure(
  { url, headers, body }: Load,
  connections: number,
  seconds: number,
): Promise<number> {
  const result = await autocannon({ url, method: "POST", headers, body, connections, duration: seconds });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed`);
  return result["2xx"] / result.duration;
}
