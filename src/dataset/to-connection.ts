import type { ParentKey } from "../store/per-parent.js";
import type { Connection, Edge, PageInfo } from "./connection.js";
import { encodeCursor, type OrderColumn } from "./keyset.js";
import type { PageRequest } from "./page-args.js";
import type { Row } from "./published.js";

/** What the connections of one list have in common, whatever parent they are of. */
export interface ConnectionList {
  readonly order: readonly OrderColumn[];
  readonly request: PageRequest;
  readonly publish: (row: Row) => object;
  /** What its cursors belong to. */
  readonly identity: (parent: ParentKey) => string;
  /** Told once, when rows are taken from it. */
  readonly taken: (rows: readonly Row[]) => void;
  readonly count: (parent: ParentKey) => Promise<number>;
}

/** A page in Relay's shape. Rows are told when they are taken, the count is made when it is asked for. */
export function toConnection(list: ConnectionList, parent: ParentKey, found: readonly Row[]): Connection {
  const { size, backward } = list.request;
  const more = found.length > size;
  const page = more ? found.slice(0, size) : found;
  const rows = backward ? page.toReversed() : page;
  return new Page(list, parent, rows, more);
}

/**
 * Its getters are the class's: those of an object literal are made anew for each object, and V8 can keep what they see
 * alive until the old heap is collected.
 */
class Page implements Connection {
  private owner: string | undefined;
  /** Made when rows are taken: what is not given counts for no quota. */
  private published: readonly object[] | undefined;
  /** Why they cannot be given: what failed once is not tried, and counted, again. */
  private failure: { readonly reason: unknown } | undefined;

  constructor(
    private readonly list: ConnectionList,
    private readonly parent: ParentKey,
    private readonly rows: readonly Row[],
    private readonly more: boolean,
  ) {}

  get nodes(): readonly object[] {
    return this.take();
  }

  get edges(): readonly Edge[] {
    return this.take().map((node, at) => ({ node, cursor: this.cursorOf(this.rows[at]) as string }));
  }

  get pageInfo(): PageInfo {
    return new PlaceInList(this.list.request, this.more, this.rows, (row) => this.cursorOf(row));
  }

  get totalCount(): Promise<number> {
    return this.list.count(this.parent);
  }

  private take(): readonly object[] {
    if (this.failure !== undefined) throw this.failure.reason;
    if (this.published !== undefined) return this.published;
    try {
      const published = this.rows.map(this.list.publish);
      this.list.taken(this.rows);
      this.published = published;
      return published;
    } catch (reason) {
      this.failure = { reason };
      throw reason;
    }
  }

  private cursorOf(row: Row | undefined): string | null {
    if (row === undefined) return null;
    // A cursor can be read by whoever wants to: the key of its row is in it.
    this.take();
    this.owner ??= this.list.identity(this.parent);
    return encodeCursor(
      this.owner,
      this.list.order.map(({ property }) => row[property] as string | number | null),
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
