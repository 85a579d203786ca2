import type { Scope } from "../policy/grants.js";
import type { Row } from "./published.js";

/** A set of scopes that hold a row, one object for as long as it is kept: what follows from it is worked out once. */
export interface Held {
  readonly scopes: readonly Scope[];
  /** Their agreements, each once. */
  readonly agreements: readonly string[];
}

/** The column that says whether a scope holds a row. */
export const flagName = (at: number) => `_scope_${at}`;

/** Sets that are kept. A partner has a few agreements; rows that each combination of many holds are nobody's case. */
const SETS_KEPT = 1000;

/** A set as far as its flags have been read: what comes with the next one, 0 or 1. */
interface Node {
  0?: Node;
  1?: Node;
  held?: Held;
}

/** Tells which of some scopes hold a row. */
export class Holding {
  private readonly flags: readonly string[];
  private root: Node = {};
  private sets = 0;

  constructor(private readonly scopes: readonly Scope[]) {
    // A row that exists is held by one scope at least; where there is no other, nothing has to be read.
    this.flags = scopes.length < 2 ? [] : scopes.map((_, at) => flagName(at));
  }

  /** @param row with a column of 1 or 0 for each scope, where there are several */
  of(row: Row): Held {
    let node = this.root;
    for (const flag of this.flags) {
      const bit = Number(row[flag]) === 1 ? 1 : 0;
      node[bit] ??= {};
      node = node[bit];
    }
    node.held ??= this.make(row);
    return node.held;
  }

  private make(row: Row): Held {
    this.sets += 1;
    if (this.sets > SETS_KEPT) {
      this.sets = 0;
      this.root = {};
    }
    const scopes =
      this.flags.length === 0 ? this.scopes : this.scopes.filter((_, at) => Number(row[flagName(at)]) === 1);
    return { scopes, agreements: [...new Set(scopes.map(({ agreementId }) => agreementId))] };
  }
}
