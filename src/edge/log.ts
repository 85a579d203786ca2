import { type DestinationStream, type Logger, pino } from "pino";
import type { Config } from "../config.js";
import { loggedError, scrub } from "./log-scrub.js";

// The second line of defence: nobody logs these on purpose, and a careless `log.info(row)` shows none of them.
const NEVER_LOGGED = [
  ["authorization", "headers", "token", "secret", "password", "query", "variables"],
  ["name", "contactName", "contactPhone", "phone", "email", "gender", "birthDate", "idNumber", "reportedBy"],
  ["certificateNumber"],
].flat();

/**
 * Lines leave together, ten times a second, and when the program ends: a write for each cost a sixth of a small answer's
 * time (measured). Never with the request's thread waiting: whoever reads the log may be slow.
 */
const STANDARD_OUTPUT = {
  dest: 1,
  sync: false,
  minLength: 32_768,
  maxWrite: 65_536,
  maxLength: 4_194_304,
  periodicFlush: 100,
};

/** What became of one request; never its query string, its variables or who sent it. */
export interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  /** Without the query string: a GET carries its variables there. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly operation?: string | undefined;
  readonly role?: string | undefined;
  /** Codes of the errors in the answer, each once. */
  readonly codes?: readonly string[] | undefined;
}

/**
 * Opens the log: one JSON object per line.
 * @param config decides the level
 * @param destination where the lines go, standard output by default
 */
export function createLog(config: Pick<Config, "logLevel">, destination?: DestinationStream): Logger {
  const options = {
    level: config.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: loggedError, error: loggedError },
    redact: { paths: NEVER_LOGGED.flatMap((key) => [key, `*.${key}`]), censor: "[redacted]" },
  };
  return pino(options, destination ?? standardOutput());
}

/**
 * A log that cannot be written (a full disk, a terminal that went away) must not end the service, nor keep it from ending: its
 * lines are kept as far as there is room, and then lost.
 */
function standardOutput() {
  const output = pino.destination(STANDARD_OUTPUT);
  let fails = false;
  output.on("error", () => {
    fails = true;
  });
  output.on("write", () => {
    fails = false;
  });
  const flush = output.flushSync.bind(output);
  // At the end of the process it would be tried for ever.
  output.flushSync = () => {
    if (!fails) flush();
  };
  return output;
}

/**
 * Writes the line of each finished request; those of health checks only at debug, they come every few seconds. The line
 * holds only what is named in {@link RequestLine}, so it is not gone through again: that took 13 of its 15 microseconds, and
 * made a quarter of a small answer's garbage (measured).
 */
export function requestLines(log: Logger): (line: RequestLine) => void {
  const bare = log.child({}, { redact: [] });
  return (line) => {
    const level = line.status >= 500 ? "error" : /^\/(livez|readyz|ide\/)/.test(line.path) ? "debug" : "info";
    const operation = line.operation === undefined ? undefined : scrub(line.operation.slice(0, 100));
    bare[level]({ ...line, path: scrub(line.path.slice(0, 200)), operation }, "request");
  };
}
