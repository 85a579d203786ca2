import type { EventEmitter } from "node:events";
import type { Logger } from "pino";

/**
 * Has a promise that fails with nobody waiting for it logged, where Node would end for everybody. Such a promise belongs
 * to one request: graphql-js leaves those of a list's other elements behind when one throws, and they fail with the store.
 * An exception that nobody caught is not taken: what it interrupted is not known, so the process ends and is started again.
 * @param events where Node tells of them. @default process
 */
export function logStrayRejections(log: Logger, events: EventEmitter = process): void {
  events.on("unhandledRejection", (err: unknown) =>
    log.error({ err }, "a promise failed with nobody waiting"),
  );
}
