import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { ask, type Load } from "./load.js";
import { SERVER_CORE, serversAtRest } from "./server-process.js";

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

/** How much is sent: so many requests, or for so many seconds. */
export type Amount =
  | { readonly requests: number }
  | {
      readonly seconds: number;
      /** Goes on until there are so many answers, for {@link MOST_STRETCH} times the seconds at most. @default 0 */
      readonly leastAnswers?: number;
    };

const MOST_STRETCH = 3;
/** Longest wait for one answer, in seconds. */
const ANSWER_LIMIT = 60;
/** Milliseconds between two looks at the clock, autocannon's and ours. */
const LOOK_MS = 10;
/** More than are ever sent. */
const WITHOUT_END = 2 ** 40;

const DAMAGE = "\uFFFD";

/** What autocannon's types keep back: a connection that has sent so many requests closes after the next answer. */
type Connection = autocannon.Client & { responseMax: number };

/**
 * Sends a load over so many connections. When the time is over, what is in flight is still awaited: every request that the
 * server had to do counts, over the time to the last answer. Left to itself autocannon hangs up, and a slow server
 * then works on for whoever is measured next.
 * @throws Error when an answer is not 200, or not as long as the right one: GraphQL's errors are 200 too
 */
export async function measureLoad(load: Load, connections: number, amount: Amount): Promise<Measured> {
  const { url, headers, body, bodies } = load;
  const clients: Connection[] = [];
  let started = moment();
  let ended = started;
  let answers = 0;
  let open = connections;
  let wrong = "";
  const run = autocannon({
    url,
    method: "POST",
    headers,
    ...(bodies === undefined ? { body } : { requests: inTurnFrom(bodies, 0) }),
    connections,
    amount: "requests" in amount ? amount.requests : WITHOUT_END,
    timeout: ANSWER_LIMIT,
    bailout: 1,
    sampleInt: LOOK_MS,
    verifyBody: await verifierOf(load),
    setupClient: (client) => {
      if (clients.length === 0) started = moment();
      if (bodies !== undefined)
        client.setRequests(inTurnFrom(bodies, Math.floor((clients.length * bodies.length) / connections)));
      clients.push(client as Connection);
      client.on("response", () => answers++);
      const events: NodeJS.EventEmitter = client;
      events.on("mismatch", (text: string) => {
        wrong ||= `, such as ${text.slice(0, 300)}`;
      });
      events.on("done", () => {
        if (--open === 0) ended = moment();
      });
    },
  });
  const clock = setInterval(() => {
    if ("requests" in amount) return;
    const { seconds, leastAnswers = 0 } = amount;
    const passed = (performance.now() - started.at) / 1000;
    if (passed < seconds) return;
    if (answers + connections < leastAnswers && passed < seconds * MOST_STRETCH) return;
    for (const client of clients) client.responseMax = 1;
  }, LOOK_MS);
  const result = await run;
  clearInterval(clock);
  const { non2xx, errors, mismatches } = result;
  if (non2xx + errors + mismatches > 0)
    throw new Error(
      `Of ${result["2xx"] + non2xx + errors} requests to ${url}, ${non2xx} were not answered 200, ${errors} not at all, ${mismatches} wrongly${wrong}`,
    );
  await serversAtRest();
  return {
    rate: result["2xx"] / ((ended.at - started.at) / 1000),
    p50: result.latency.p50,
    p99: result.latency.p99,
    busy: (ended.busy - started.busy) / (ended.all - started.all),
  };
}

/**
 * Sends a load over so many connections for so many seconds.
 * @returns answered requests a second
 * @throws Error as {@link measureLoad}
 */
export async function measure(load: Load, connections: number, seconds: number): Promise<number> {
  return (await measureLoad(load, connections, { seconds })).rate;
}

/** All of them in turn, from the one at a place. */
function inTurnFrom(bodies: readonly string[], place: number): autocannon.Request[] {
  return [...bodies.slice(place), ...bodies.slice(0, place)].map((body) => ({ method: "POST", body }));
}

/** Tells whether an answer under load is right, as cheaply as can be: by its length; of several questions, that it has no errors. */
async function verifierOf(load: Load): Promise<(body: unknown) => boolean> {
  if (load.bodies !== undefined) return (body) => !(body as string).includes('"errors"');
  const length = load.answerLength ?? (await ask(load)).text.length;
  return (body) => (body as string).length === length || lengthMended(body as string) === length;
}

/**
 * autocannon decodes each piece that the socket gives by itself. A character that lies across two pieces comes out as
 * one mark of damage for what is in the first and one for each further byte.
 */
function lengthMended(body: string): number {
  let { length } = body;
  for (let at = body.indexOf(DAMAGE); at >= 0; at = body.indexOf(DAMAGE, at + 1))
    if (body[at + 1] === DAMAGE) length--;
  return length;
}

/** Milliseconds of the clock; of the servers' core, ticks of the kernel. */
function moment(): { at: number; busy: number; all: number } {
  const line =
    new RegExp(`^cpu${SERVER_CORE} (.*)$`, "m").exec(readFileSync("/proc/stat", "utf8"))?.[1] ?? "";
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, hard = 0, soft = 0] = line
    .split(" ")
    .map(Number);
  const busy = user + nice + system + hard + soft;
  return { at: performance.now(), busy, all: busy + idle + wait };
}
