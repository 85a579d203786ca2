import {
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from "jose";
import type { TokenTrust } from "../config.js";
import { fault } from "../errors.js";
import { ANONYMOUS, type Caller, isDivisionCode, isDutyName, ROLES, type Role } from "../policy/caller.js";
import { createProvenTokens } from "./proven-tokens.js";

/** Issuer and audience of the tokens that this project makes itself. */
export const TOKEN_NAME = "rescue-graph";

/** Turns an `Authorization` header into the caller it proves. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

// Named here and never taken from the token: otherwise a public key could be passed off as an HMAC secret.
const ASYMMETRIC = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/**
 * Makes the check of bearer tokens. Without a header the caller is anonymous.
 * @param trust the secret (HS256), or the URL that publishes the keys
 * @returns rejects with TOKEN_EXPIRED, TOKEN_INVALID (whatever else is wrong with the header), or
 *   KEYS_UNAVAILABLE when the keys' URL does not answer
 */
export function createAuthenticator(trust: TokenTrust): Authenticate {
  const verify = trust.kind === "secret" ? bySecret(trust.secret) : byPublishedKeys(trust.url);
  const proven = createProvenTokens();
  return async (authorization) => {
    // An empty header proves as little as none; IDEs send one while their field is not filled in.
    if (authorization === undefined || authorization.trim() === "") return ANONYMOUS;
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw invalid("the header must be `Authorization: Bearer <token>`");
    const known = proven.get(token);
    if (known !== undefined) return known;
    try {
      const payload = await verify(token);
      const caller = callerOf(payload, trust);
      proven.add(token, caller, payload.exp);
      return caller;
    } catch (error) {
      throw refusal(error);
    }
  };
}

type Verify = (token: string) => Promise<JWTPayload>;

const required: JWTVerifyOptions = { requiredClaims: ["sub", "exp"] };

function bySecret(secret: string): Verify {
  const key = new TextEncoder().encode(secret);
  return async (token) => (await jwtVerify(token, key, { ...required, algorithms: ["HS256"] })).payload;
}

function byPublishedKeys(url: string): Verify {
  const published = createRemoteJWKSet(new URL(url));
  const keys: JWTVerifyGetKey = async (header, token) => {
    try {
      return await published(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw fault("KEYS_UNAVAILABLE", {}, error instanceof Error ? { originalError: error } : {});
    }
  };
  return async (token) => (await jwtVerify(token, keys, { ...required, algorithms: ASYMMETRIC })).payload;
}

function callerOf(payload: JWTPayload, trust: TokenTrust): Caller {
  // Published keys belong to an issuer with a name of its own: there the URL is what is trusted.
  if (trust.kind === "secret" && payload.iss !== undefined && payload.iss !== TOKEN_NAME) {
    throw invalid("it was issued by somebody else");
  }
  // Its owner signs for other services too, and what is a role there need not be one here.
  if (trust.kind === "jwks" && payload.aud === undefined)
    throw invalid(`it does not say that it is for this service (\`aud\`: ${TOKEN_NAME})`);
  if (payload.aud !== undefined && ![payload.aud].flat().includes(TOKEN_NAME))
    throw invalid("it is for another service");
  const role = payload["role"];
  if (!isGranted(role)) throw invalid(`its role must be one of ${GRANTED.join(", ")}`);
  if (typeof payload.sub !== "string" || payload.sub === "") throw invalid("it names no subject (`sub`)");
  if (role !== "partner") return { role, subject: payload.sub };
  const { partner, duties = [] } = payload;
  if (typeof partner !== "string" || !isDivisionCode(partner)) {
    throw invalid("a partner's token names the division that it speaks for, as 2 to 12 digits (`partner`)");
  }
  const isDuty = (duty: unknown): duty is string => typeof duty === "string" && isDutyName(duty);
  if (!Array.isArray(duties) || duties.length > MOST_DUTIES || !duties.every(isDuty)) {
    throw invalid(`its duties (\`duties\`) must be a list of up to ${MOST_DUTIES} names in small letters`);
  }
  return { role, subject: payload.sub, partner, duties };
}

const MOST_DUTIES = 10;

/** Roles that a token can grant: all but the one for callers without a token. */
export const GRANTED: readonly Role[] = ROLES.filter((role) => role !== ANONYMOUS.role);

/** Whether a value is a role that a token can grant. */
export function isGranted(value: unknown): value is Role {
  return GRANTED.some((role) => role === value);
}

function refusal(error: unknown): Error {
  if (error instanceof errors.JWTExpired) {
    return fault("TOKEN_EXPIRED", { expiredAt: new Date((error.payload.exp ?? 0) * 1000).toISOString() });
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return invalid("its signature does not match");
  if (error instanceof errors.JOSEAlgNotAllowed) return invalid("its signing algorithm is not accepted");
  if (error instanceof errors.JWKSNoMatchingKey)
    return invalid("it was signed with a key that is not published");
  if (error instanceof errors.JWTClaimValidationFailed)
    return invalid(`its claim \`${error.claim}\` is missing or wrong`);
  if (error instanceof errors.JOSEError || error instanceof TypeError)
    return invalid("it is not a signed JWT");
  return error instanceof Error ? error : invalid("it cannot be read");
}

const invalid = (reason: string) => fault("TOKEN_INVALID", { reason });
