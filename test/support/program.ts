import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";

const DIST = join(projectRoot(), "dist/src");

/** A program of the build, running. */
export interface Program {
  readonly child: ChildProcess;
  /** What it has printed so far, on either stream. */
  printed(): string;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
  /** Waits until it prints something like this, and gives the first group. */
  sees(pattern: RegExp): Promise<string>;
}

/** Starts a program of the build, e.g. `main.js`, as the npm scripts do. */
export function startProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Program {
  return startCommand(process.execPath, [join(DIST, file), ...args], env);
}

/** Starts any command in the project's folder, e.g. one of npm's scripts. */
export function startCommand(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(command, args, {
    cwd: projectRoot(),
    // Only what is given: a variable of the machine must not decide a test.
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const onPrinted = new Set<() => void>();
  const keep = (chunk: Buffer) => {
    printed += chunk.toString();
    for (const look of onPrinted) look();
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  return {
    child,
    printed: () => printed,
    ended,
    sees: (pattern) =>
      new Promise((found, failed) => {
        const look = () => {
          const match = pattern.exec(printed);
          if (match === null) return;
          onPrinted.delete(look);
          found(match[1] ?? match[0]);
        };
        onPrinted.add(look);
        look();
        ended.then((code) =>
          failed(
            new Error(`${[command, ...args].join(" ")} ended with ${code}, without ${pattern}:\n${printed}`),
          ),
        );
      }),
  };
}
