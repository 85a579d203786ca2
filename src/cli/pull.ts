import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { GraphQLError } from "graphql";
import { codeOf, fault } from "../errors.js";
import { Cut } from "../pull/feed-lines.js";
import { holdMirror, type Mirror, openMirror } from "../pull/mirror.js";
import { pullFeed, type Source } from "../pull/pull-feed.js";
import { verifyFeed } from "../pull/verify.js";
import { readArguments, runCommand, wholeNumber } from "./command.js";

const DATASETS = [
  "teams",
  "experts",
  "supplies",
  "volunteers",
  "warnings",
  "equipment",
  "plans",
  "incidents",
];
const USAGE = `usage: npm run pull -- --from http://host:4000 --token TOKEN | --token-file FILE --into sqlite:partner.db
       [--datasets teams,supplies: all by default] [--every SECONDS] [--fresh] [--no-verify]   datasets: ${DATASETS.join(", ")}`;
const OPTIONS = {
  from: { type: "string" },
  token: { type: "string" },
  "token-file": { type: "string" },
  into: { type: "string" },
  datasets: { type: "string", default: DATASETS.join() },
  every: { type: "string" },
  fresh: { type: "boolean", default: false },
  verify: { type: "boolean", default: true },
} as const;
/** A source that changes all the time is never the same at two moments: then the next run verifies. */
const VERIFICATIONS = 3;

// Mirrors what a partner is granted into a SQLite file, from where the last run stopped, and proves the mirror equal.
await runCommand(async () => {
  const { values } = readArguments({ options: OPTIONS, allowNegative: true }, USAGE);
  const { into = "", every, fresh, verify } = values;
  const file = /^sqlite:(.+)$/.exec(into)?.[1];
  if (file === undefined) throw usage("--into must be sqlite:<file>");
  const source = sourceOf(values.from, values.token, values["token-file"]);
  const datasets = values.datasets.split(",").map((name) => name.trim().toLowerCase());
  const unknown = datasets.find((name) => !DATASETS.includes(name));
  if (unknown !== undefined) throw usage(`--datasets has no ${unknown}`);
  const seconds = every === undefined ? undefined : wholeNumber("every", every, 1);

  const mirror = openMirror(file, source.url);
  const letGo = holdMirror(file);
  try {
    if (fresh) for (const dataset of datasets) mirror.restart(dataset);
    for (;;) {
      for (const dataset of datasets) {
        try {
          await bringUp(source, dataset, mirror, verify);
        } catch (error) {
          // Who pulls for ever outlasts a source that is away for a while, and a quota that is used up for a day.
          if (seconds === undefined || !isForAWhile(error)) throw error;
          console.error(`${(error as Error).message} It is asked again in ${seconds} s.`);
        }
      }
      mirror.makeViews();
      if (seconds === undefined) return;
      await pause(seconds * 1000);
    }
  } finally {
    mirror.close();
    letGo();
  }
});

function isForAWhile(error: unknown): boolean {
  const code = codeOf(error);
  if (code === "PULL_UNREACHABLE") return true;
  return code === "PULL_REFUSED" && (error as GraphQLError).extensions["refusal"] === "QUOTA_EXCEEDED";
}

async function bringUp(source: Source, dataset: string, mirror: Mirror, verify: boolean): Promise<void> {
  const started = performance.now();
  let shown = 0;
  const onProgress = ({ changes }: { changes: number }) => {
    if (changes - shown < 10_000) return;
    shown = changes;
    console.error(`${dataset}: ${changes} changes`);
  };
  let changes = await pullFeed(source, dataset, mirror, { onProgress });
  let equal: boolean | undefined;
  for (let turn = 0; verify && turn < VERIFICATIONS && equal !== true; turn++) {
    if (turn > 0) changes += await pullFeed(source, dataset, mirror, { onProgress });
    try {
      equal = await verifyFeed(source, dataset, mirror);
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
    }
  }
  const proof = !verify
    ? "not compared"
    : equal === true
      ? "equal to the source"
      : "not compared: it keeps changing";
  console.error(
    `${dataset}: ${changes} changes in ${((performance.now() - started) / 1000).toFixed(1)} s, ${proof}`,
  );
}

function sourceOf(from: string | undefined, token: string | undefined, file: string | undefined): Source {
  const url = URL.parse(from ?? "");
  if (url === null || !/^https?:$/.test(url.protocol))
    throw usage("--from must be an http:// or https:// address");
  if ((token === undefined) === (file === undefined)) throw usage("give one of --token and --token-file");
  return {
    url: url.href.replace(/\/+$/, ""),
    token: () => checkedToken(token ?? readFileSync(file as string, "utf8")),
  };
}

/** Checked before it is sent: a header that cannot be sent is named, with all it holds, by whoever refuses it. */
function checkedToken(text: string): string {
  const token = text.trim();
  if (/^[\w.~+/=-]+$/.test(token)) return token;
  throw usage("the token is none: one line of letters, digits and dots, as `npm run -s token` prints it");
}

function usage(reason: string): Error {
  return fault("COMMAND_USAGE", { reason: `${reason}\n${USAGE}` });
}
