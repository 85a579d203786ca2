import { type ParseArgsConfig, parseArgs } from "node:util";
import { codeOf, fault } from "../errors.js";

/**
 * Runs a command of this project: what goes wrong is one line on stderr that says what to do, and exit code 2 when
 * the command was called wrongly, 1 otherwise.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (thrown) {
    const error = portFault(thrown);
    const code = codeOf(error);
    // Without a code it is a defect of ours: the stack is what helps then.
    console.error(code === undefined ? error : `${code}: ${(error as Error).message}`);
    // At once: what was opened before it failed (connections to a store, a server) would keep the process for minutes.
    process.exit(code === "COMMAND_USAGE" ? 2 : 1);
  }
}

/** An address that cannot be listened at is the operator's to choose anew, not a defect. */
function portFault(error: unknown): unknown {
  const { code, syscall, port } = Object(error) as NodeJS.ErrnoException & { port?: number };
  if (syscall !== "listen") return error;
  const why =
    code === "EADDRINUSE"
      ? "is in use; stop what listens there, or choose"
      : `cannot be had (${code}); choose`;
  return fault("CONFIG_INVALID", { variable: "PORT", reason: `${port} ${why} another.` });
}

/**
 * Parses a command's arguments.
 * @param usage shown when they are wrong
 * @throws COMMAND_USAGE
 */
export function readArguments<T extends ParseArgsConfig>(config: T, usage: string) {
  try {
    return parseArgs({ ...config, strict: true });
  } catch (error) {
    throw fault("COMMAND_USAGE", { reason: `${(error as Error).message}\n${usage}` });
  }
}

/** A whole number among a command's arguments. */
export function wholeNumber(
  name: string,
  text: string,
  minimum: number,
  maximum = Number.MAX_SAFE_INTEGER,
): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
  const to = maximum === Number.MAX_SAFE_INTEGER ? "" : ` to ${maximum}`;
  throw fault("COMMAND_USAGE", {
    reason: `--${name} must be a whole number from ${minimum}${to}, but got: ${text}`,
  });
}
