const TOKENS = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g;
const EMAILS = /[\w.+-]+@[\w-]+\.[\w.-]+/g;
const LONG_NUMBERS = /\d{7,}[\dXx]?/g;
// What a database driver quotes in a message is a value of a row: a name, a phone number.
const QUOTED = /'[^']*'|"[^"]*"|`[^`]*`/g;
const DEEPEST_CAUSE = 3;

/** A text without what may be about a person or open a door: quoted values, tokens, e-mails, long numbers. */
export function scrub(text: string): string {
  return text
    .replace(TOKENS, "[token]")
    .replace(QUOTED, "[value]")
    .replace(EMAILS, "[email]")
    .replace(LONG_NUMBERS, "[number]");
}

/** What a log line says of an error: enough to find the fault, nothing of the data that met it. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  /** Stack frames, without the message that a stack begins with. */
  readonly stack: readonly string[];
  readonly cause?: LoggedError;
}

/**
 * pino's serializer for `err`. Own properties are left out on purpose: drivers hang the SQL text and its
 * parameters there.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: scrub(String(error)), stack: [] };
  const cause = error.cause ?? ("originalError" in error ? error.originalError : undefined);
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    type: error.constructor.name,
    ...(code === undefined ? {} : { code }),
    message: scrub(error.message),
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => line.startsWith("    at "))
      .map((line) => line.trim()),
    ...(cause instanceof Error && depth < DEEPEST_CAUSE ? { cause: loggedError(cause, depth + 1) } : {}),
  };
}
