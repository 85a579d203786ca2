import type { Connection, Edge, PageInfo } from "./connection.js";
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
  request: PageRequest,
  side: ConnectionSide,
): Connection {
  const more = found.length > request.size;
  const page = more ? found.slice(0, request.size) : found;
  const rows = request.backward ? page.toReversed() : page;
  return new Page(order, rows, rows.map(publish), more, request, side);
}

/**
 * Its getters are the class's: those of an object literal keep what they see alive until the old heap is collected, which
 * for one page of each request took a seventh of the time (measured).
 */
class Page implements Connection {
  private owner: string | undefined;
  private isTaken = false;

  constructor(
    private readonly order: readonly OrderColumn[],
    private readonly rows: readonly Row[],
    private readonly published: readonly object[],
    private readonly more: boolean,
    private readonly request: PageRequest,
    private readonly side: ConnectionSide,
  ) {}

  get nodes(): readonly object[] {
    this.take();
    return this.published;
  }

  get edges(): readonly Edge[] {
    this.take();
    return this.published.map((node, at) => ({ node, cursor: this.cursorOf(this.rows[at]) as string }));
  }

  get pageInfo(): PageInfo {
    return new PlaceInList(this.request, this.more, this.rows, (row) => this.cursorOf(row));
  }

  get totalCount(): Promise<number> {
    return this.side.count();
  }

  private take(): void {
    if (!this.isTaken) this.side.taken(this.rows);
    this.isTaken = true;
  }

  private cursorOf(row: Row | undefined): string | null {
    if (row === undefined) return null;
    // A cursor can be read by whoever wants to: the key of its row is in it.
    this.take();
    this.owner ??= this.side.identity();
    return encodeCursor(
      this.owner,
      this.order.map(({ property }) => row[property] as string | number | null),
    );
  }
}

class PlaceInList implements PageInfo {
  constructor(
    private readonly request: PageRequest,
    private readonly more: boolean,
    private readonly rows: readonly Row[],
    private readonly cursorOf: (row: Row | undefined) => string | null,
  ) {}

  get hasNextPage(): boolean {
    return this.request.backward ? this.request.cursor !== undefined : this.more;
  }

  get hasPreviousPage(): boolean {
    return this.request.backward ? this.more : this.request.cursor !== undefined;
  }

  get startCursor(): string | null {
    return this.cursorOf(this.rows[0]);
  }

  get endCursor(): string | null {
    return this.cursorOf(this.rows.at(-1));
  }
}
