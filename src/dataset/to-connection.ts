import type { Connection } from "./connection.js";
import { encodeCursor, type OrderColumn } from "./keyset.js";
import type { PageRequest } from "./page-args.js";
import type { Row } from "./published.js";

/** What a connection asks for when it is asked. */
export interface ConnectionSide {
  /** What its cursors belong to. */
  readonly identity: () => string;
  /** Told once, when rows are taken from it. */
  readonly taken: (rows: readonly Row[]) => void;
  readonly count: () => Promise<number>;
}

/** A page in Relay's shape. Rows are told when they are taken, the count is made when it is asked for. */
export function toConnection(
  order: readonly OrderColumn[],
  publish: (row: Row) => object,
  found: readonly Row[],
  { size, backward, cursor }: PageRequest,
  { identity, taken, count }: ConnectionSide,
): Connection {
  const more = found.length > size;
  const rows = more ? found.slice(0, size) : [...found];
  if (backward) rows.reverse();
  const nodes = rows.map(publish);
  let owner: string | undefined;
  let isTaken = false;
  const take = () => {
    if (!isTaken) taken(rows);
    isTaken = true;
  };
  const cursorOf = (row: Row | undefined) => {
    if (row === undefined) return null;
    // A cursor can be read by whoever wants to: the key of its row is in it.
    take();
    owner ??= identity();
    return encodeCursor(
      owner,
      order.map(({ property }) => row[property] as string | number | null),
    );
  };
  return {
    get nodes() {
      take();
      return nodes;
    },
    get edges() {
      take();
      return nodes.map((node, at) => ({ node, cursor: cursorOf(rows[at]) as string }));
    },
    get pageInfo() {
      return {
        hasNextPage: backward ? cursor !== undefined : more,
        hasPreviousPage: backward ? more : cursor !== undefined,
        get startCursor() {
          return cursorOf(rows[0]);
        },
        get endCursor() {
          return cursorOf(rows.at(-1));
        },
      };
    },
    get totalCount() {
      return count();
    },
  };
}
