import { spawn } from "node:child_process";
import { constants } from "node:os";
import { Trouble } from "./say.mjs";

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Within this time a repeated signal is the same wish: Ctrl-C comes from the terminal and once more from npm. */
const SAME_WISH_MS = 500;

/**
 * Runs a program to its end and passes signals on to it, so that it can stop in good order.
 * @param {string} file the program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @param {(pid: number) => void} [started] called once it runs
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string }>} how it ended and, where
 * stdout and stderr are pipes, what it printed
 * @throws {Trouble} when it cannot be started
 */
export function runChild(file, args, options, started = () => {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, options);
    if (child.pid !== undefined) started(child.pid);
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    const last = new Map();
    const forward = (signal) => {
      const repeated = Date.now() - (last.get(signal) ?? Number.NEGATIVE_INFINITY) < SAME_WISH_MS;
      last.set(signal, Date.now());
      if (!repeated) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const end = () => {
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    child.on("error", (error) => {
      end();
      reject(
        new Trouble(
          `${file} could not be started (${error.message}): check that it is installed and on the PATH.`,
        ),
      );
    });
    child.on("close", (code, signal) => {
      end();
      resolve({ code, signal, output: Buffer.concat(output).toString("utf8") });
    });
  });
}

/** Ends this process as the child ended: with its code, or with 128 and the signal's number as a shell would. */
export function passOn({ code, signal }) {
  process.exitCode = code ?? 128 + constants.signals[signal];
}
