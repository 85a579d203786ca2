import { SignJWT } from "jose";
import type { Role } from "../policy/caller.js";
import { TOKEN_NAME } from "./authenticate.js";

/** Whom a token is for and how long it holds. */
export interface TokenWish {
  readonly role: Role;
  readonly subject: string;
  readonly ttlSeconds: number;
  /** The division that a partner speaks for. */
  readonly partner?: string | undefined;
  /** What a partner's bearer does in an emergency. */
  readonly duties?: readonly string[];
}

/**
 * Signs a token (HS256) that `createAuthenticator` accepts with the same secret.
 * @returns the compact JWT
 */
export function issueToken(
  secret: string,
  { role, subject, ttlSeconds, partner, duties = [] }: TokenWish,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const partnership = partner === undefined ? {} : { partner, ...(duties.length === 0 ? {} : { duties }) };
  return new SignJWT({ role, ...partnership })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(subject)
    .setIssuer(TOKEN_NAME)
    .setAudience(TOKEN_NAME)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(new TextEncoder().encode(secret));
}
