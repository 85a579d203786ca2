import type { Left } from "./http-side.js";

/** What there is in answers that tests look at. */
export interface Answer {
  readonly data?: Readonly<
    Record<string, { pageInfo?: { hasNextPage: boolean; endCursor: string | null } } | null>
  > | null;
  readonly errors?: readonly {
    readonly extensions?: { readonly code?: string };
    readonly path?: readonly unknown[];
  }[];
}

/** The codes of an answer's errors. */
export const codesIn = ({ body }: Left) =>
  ((body as Answer).errors ?? []).map(({ extensions }) => extensions?.code);

/** Where an answer's page ends: one cursor, or none. */
export const cursorOf = ({ body }: Left): string[] =>
  Object.values((body as Answer).data ?? {}).flatMap((page) => page?.pageInfo?.endCursor ?? []);

/** What was told, whatever was asked by. */
export const alike = ({ status, body }: Left, sent: string) =>
  JSON.stringify([status, body]).replaceAll(JSON.stringify(sent).slice(1, -1), "what was sent");

/** The last line of a feed. */
export const lastOf = ({ status, values }: Left): { cursor?: string } =>
  status === 200 ? ((values as [unknown, { cursor?: string }[]])[1].at(-1) ?? {}) : {};
