import { resolve } from "node:path";
import { z } from "zod";
import { fault } from "./errors.js";

/** The secret that signs tokens in the demo profile. It is public knowledge and refused anywhere else. */
export const DEMO_SECRET = "rescue-graph-demo-secret-not-for-production";

const milliseconds = (fallback: number) => z.coerce.number().int().min(1).max(600_000).default(fallback);

const schema = z.object({
  RESCUE_PROFILE: z.enum(["demo", "production"]).default("demo"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  DATABASE_URL: z.string().min(1).default("sqlite:./data/rescue.db"),
  JWT_SECRET: z.string().min(32, "must have 32 characters or more").optional(),
  PSEUDONYM_KEY: z.string().min(32, "must have 32 characters or more").optional(),
  JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUDIT: z.enum(["on", "off"]).default("on"),
  AUDIT_KEY: z.string().min(32, "must have 32 characters or more").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  BODY_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(1024 * 1024),
  SOURCE_TIMEOUT_MS: milliseconds(5000),
  PLAN_TIMEOUT_MS: milliseconds(200),
  SHUTDOWN_GRACE_MS: milliseconds(10_000),
});

/** How callers prove who they are: a shared secret (HS256) or the keys published at a URL. */
export type TokenTrust =
  | { readonly kind: "secret"; readonly secret: string; readonly demo: boolean }
  | { readonly kind: "jwks"; readonly url: string };

/** Whether pulls are put on record, and the key of their chain. */
export interface AuditConfig {
  readonly on: boolean;
  /** Kept from whoever can write to the store. Gateways prove themselves to their subgraphs with it too. */
  readonly key: string;
}

/** Everything that the environment decides, read once at start. */
export interface Config {
  readonly profile: "demo" | "production";
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly tokenTrust: TokenTrust;
  /** What the keys are derived from by which agreements' tokens are made; never logged, never sent. */
  readonly pseudonymKey: string;
  readonly audit: AuditConfig;
  readonly logLevel: string;
  readonly bodyLimitBytes: number;
  /** Longest wait for one fetch from a subgraph, in milliseconds. */
  readonly sourceTimeoutMs: number;
  /** Longest time for one plan, in milliseconds. */
  readonly planTimeoutMs: number;
  /** Longest wait for requests in flight when stopping, in milliseconds. */
  readonly shutdownGraceMs: number;
  /** Where a subgraph is served, by its name, for those that are not in this process. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  /** Keys that are those of the demo, which everybody knows. */
  readonly demoKeys: readonly string[];
}

/**
 * Reads the configuration.
 * @param env the environment, `process.env` by default
 * @throws CONFIG_INVALID naming the variable that is wrong
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = schema.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw fault("CONFIG_INVALID", { variable: String(issue?.path[0]), reason: issue?.message ?? "is wrong" });
  }
  const values = parsed.data;
  return Object.freeze({
    profile: values.RESCUE_PROFILE,
    host: values.HOST,
    port: values.PORT,
    databaseUrl: absoluteSqlite(values.DATABASE_URL),
    tokenTrust: tokenTrust(values),
    pseudonymKey: ownKey(values, "PSEUDONYM_KEY"),
    audit: auditConfig(values),
    logLevel: values.LOG_LEVEL,
    bodyLimitBytes: values.BODY_LIMIT_BYTES,
    sourceTimeoutMs: values.SOURCE_TIMEOUT_MS,
    planTimeoutMs: values.PLAN_TIMEOUT_MS,
    shutdownGraceMs: values.SHUTDOWN_GRACE_MS,
    subgraphUrls: subgraphUrls(env),
    demoKeys: (["PSEUDONYM_KEY", "AUDIT_KEY"] as const).filter(
      (name) => (values[name] ?? demoKey(name)) === demoKey(name),
    ),
  });
}

function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}

function tokenTrust(values: z.infer<typeof schema>): TokenTrust {
  if (values.JWKS_URL !== undefined && values.JWT_SECRET !== undefined) {
    throw fault("CONFIG_INVALID", {
      variable: "JWT_SECRET",
      reason: "cannot stand beside JWKS_URL: give one.",
    });
  }
  if (values.JWKS_URL !== undefined) return { kind: "jwks", url: values.JWKS_URL };
  const demo = values.RESCUE_PROFILE === "demo";
  if (!demo && (values.JWT_SECRET === undefined || values.JWT_SECRET === DEMO_SECRET)) {
    throw fault("CONFIG_INVALID", {
      variable: "JWT_SECRET",
      reason: "must be set to a secret of your own in the production profile (or set JWKS_URL).",
    });
  }
  const secret = values.JWT_SECRET ?? DEMO_SECRET;
  return { kind: "secret", secret, demo: secret === DEMO_SECRET };
}

function auditConfig(values: z.infer<typeof schema>): AuditConfig {
  if (values.RESCUE_PROFILE === "production" && values.AUDIT === "off") {
    throw fault("CONFIG_INVALID", { variable: "AUDIT", reason: "cannot be off in the production profile." });
  }
  return { on: values.AUDIT === "on", key: ownKey(values, "AUDIT_KEY") };
}

/** A key that the demo profile has one of for everybody to see, and that production must be given. */
function ownKey(values: z.infer<typeof schema>, variable: "PSEUDONYM_KEY" | "AUDIT_KEY"): string {
  const key = values[variable] ?? demoKey(variable);
  if (key !== demoKey(variable) || values.RESCUE_PROFILE === "demo") return key;
  throw fault("CONFIG_INVALID", {
    variable,
    reason: "must be set to a key of your own in the production profile.",
  });
}

const demoKey = (variable: "PSEUDONYM_KEY" | "AUDIT_KEY") =>
  `rescue-graph-demo-${variable.toLowerCase()}-not-for-production`;

/** `SUBGRAPH_TEAMS_URL=http://…` makes `teams` remote. */
function subgraphUrls(env: NodeJS.ProcessEnv): Record<string, string> {
  const urls: Record<string, string> = {};
  for (const [variable, value] of Object.entries(env)) {
    const name = /^SUBGRAPH_([A-Z][A-Z0-9_]*)_URL$/.exec(variable)?.[1];
    if (name === undefined || value === undefined || value === "") continue;
    if (!/^https?:$/.test(URL.parse(value)?.protocol ?? "")) {
      throw fault("CONFIG_INVALID", { variable, reason: "must be an http:// or https:// URL." });
    }
    urls[name.toLowerCase()] = value;
  }
  return urls;
}

/** A relative file is meant from where the program was started, whatever happens to the working folder later. */
function absoluteSqlite(url: string): string {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  return file === undefined || file === ":memory:" ? url : `sqlite:${resolve(file)}`;
}
