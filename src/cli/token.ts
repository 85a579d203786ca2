import { readConfig, type TokenTrust } from "../config.js";
import { GRANTED, isGranted } from "../edge/authenticate.js";
import { issueToken } from "../edge/issue-token.js";
import { fault } from "../errors.js";
import { isDivisionCode, isDutyName } from "../policy/caller.js";
import { readArguments, runCommand } from "./command.js";

const MOST_HOURS = 366 * 24;
const USAGE = `usage: npm run -s token -- --role ${GRANTED.join("|")} [--partner 33 [--duty commander]] [--subject name] [--hours 12]`;
const OPTIONS = {
  role: { type: "string" },
  subject: { type: "string", default: "demo" },
  hours: { type: "string", default: "12" },
  partner: { type: "string" },
  duty: { type: "string", multiple: true },
} as const;

/**
 * Makes the token that the arguments ask for.
 * @param args `--role analyst [--subject name] [--hours 12]`, and for partners `--partner 33 [--duty commander]`
 * @throws COMMAND_USAGE
 */
export function makeToken(args: string[], trust: TokenTrust): Promise<string> {
  const {
    role,
    subject,
    hours,
    partner,
    duty: duties = [],
  } = readArguments({ args, options: OPTIONS }, USAGE).values;
  if (typeof role !== "string" || !isGranted(role)) {
    throw usage(`--role must be one of ${GRANTED.join(", ")}, but got: ${role ?? "nothing"}`);
  }
  const lasting = Number(hours);
  if (!(lasting > 0 && lasting <= MOST_HOURS)) {
    throw usage(`--hours must be over 0 and at most ${MOST_HOURS}, but got: ${hours}`);
  }
  if (typeof subject !== "string" || subject === "") throw usage("--subject must not be empty");
  if (role === "partner" && !(partner !== undefined && isDivisionCode(partner)))
    throw usage(
      `--partner must be the code of a division (2 to 12 digits), but got: ${partner ?? "nothing"}`,
    );
  if (role !== "partner" && (partner !== undefined || duties.length > 0))
    throw usage("--partner and --duty are for --role partner");
  const wrong = duties.find((duty) => !isDutyName(duty));
  if (wrong !== undefined) throw usage(`--duty must be a name in small letters, but got: ${wrong}`);
  if (trust.kind !== "secret") throw usage("JWKS_URL is set: tokens come from its owner, not from here");
  return issueToken(trust.secret, { role, subject, ttlSeconds: Math.ceil(lasting * 3600), partner, duties });
}

const usage = (reason: string) => fault("COMMAND_USAGE", { reason: `${reason}\n${USAGE}` });

if (import.meta.main) {
  await runCommand(async () => {
    const { tokenTrust } = readConfig();
    const token = await makeToken(process.argv.slice(2), tokenTrust);
    if (tokenTrust.kind === "secret" && tokenTrust.demo) {
      console.error("Signed with the demo secret: accepted in the demo profile only.");
    }
    // Alone on the last line, for `TOKEN=$(npm run -s token -- ...)`.
    console.log(token);
  });
}
