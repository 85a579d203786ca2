import { readConfig } from "../config.js";
import { tokenKey } from "../edge/callers.js";
import { fault } from "../errors.js";
import { readArguments, runCommand } from "./command.js";

const USAGE = "usage: npm run -s token-key -- --agreement <identifier of the agreement>";

/**
 * The key of an agreement's tokens in hex, to be handed to the partner: a token is `tok_` and the first 22 characters of the
 * base64url of HMAC-SHA-256, by this key, of the text in NFKC, in capitals, without blanks and hyphens.
 * @throws COMMAND_USAGE
 */
export function tokenKeyOf(args: string[], pseudonymKey: string): string {
  const { agreement } = readArguments({ args, options: { agreement: { type: "string" } } }, USAGE).values;
  if (typeof agreement !== "string" || agreement === "") throw fault("COMMAND_USAGE", { reason: USAGE });
  return tokenKey(pseudonymKey, agreement).toString("hex");
}

if (import.meta.main) {
  await runCommand(async () => {
    console.log(tokenKeyOf(process.argv.slice(2), readConfig().pseudonymKey));
  });
}
