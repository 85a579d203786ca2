import { type DestinationStream, type Logger, pino } from "pino";
import type { Config } from "../config.js";
import { loggedError, scrub } from "./log-scrub.js";

// The second line of defence: nobody logs these on purpose, and a careless `log.info(row)` shows none of them.
const NEVER_LOGGED = [
  ["authorization", "headers", "token", "secret", "password", "query", "variables"],
  ["name", "contactName", "contactPhone", "phone", "email", "gender", "birthDate", "idNumber", "reportedBy"],
  ["certificateNumber"],
].flat();

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
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Writes the line of one finished request; health checks only at debug, they come every few seconds. */
export function logRequest(log: Logger, line: RequestLine): void {
  const level = line.status >= 500 ? "error" : /^\/(livez|readyz|ide\/)/.test(line.path) ? "debug" : "info";
  const operation = line.operation === undefined ? undefined : scrub(line.operation.slice(0, 100));
  log[level]({ ...line, path: scrub(line.path.slice(0, 200)), operation }, "request");
}
