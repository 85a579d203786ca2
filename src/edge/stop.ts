import type { EventEmitter } from "node:events";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";

/** How to stop. */
export interface StopOptions {
  /** Longest wait for requests in flight, and again for `onStopped`, in milliseconds. */
  readonly graceMs: number;
  /** Closes what the service worked with (gateway, store) once no request is left. */
  readonly onStopped: () => Promise<void>;
  readonly log: Logger;
  /** Where the signals come from. @default process */
  readonly signals?: EventEmitter;
  /** Ends the process. @default process.exit */
  readonly exit?: (code: number) => void;
}

/**
 * On SIGTERM or SIGINT: no new connections, requests in flight finish, everything is closed, exit 0. What is
 * not done after the grace is cut off (exit 0 for requests: the clients were told; 1 when closing failed).
 * @returns takes the handlers away again
 */
export function stopOnSignals(app: FastifyInstance, options: StopOptions): () => void {
  const { graceMs, onStopped, log, signals = process, exit = (code) => process.exit(code) } = options;
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal, graceMs }, "stopping");
    try {
      const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(cut);
      await within(graceMs, onStopped());
      log.info("stopped");
      exit(0);
    } catch (err) {
      log.error({ err }, "stopping failed");
      exit(1);
    }
  };
  signals.on("SIGTERM", stop);
  signals.on("SIGINT", stop);
  return () => {
    signals.off("SIGTERM", stop);
    signals.off("SIGINT", stop);
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DOMException(`not closed within ${ms} ms`, "TimeoutError")), ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
