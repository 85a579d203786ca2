import { type Caller, mayRead } from "./caller.js";

/** Who keeps a query, and whether others may use it. */
export interface Kept {
  readonly savedBy: string;
  readonly shared: boolean;
}

/** Whether this caller may keep queries and use those that others share: whoever works inside the rescue system. */
export function mayKeepQueries(caller: Caller): caller is Caller & { readonly subject: string } {
  return caller.subject !== undefined && mayRead(caller, "INTERNAL");
}

/** Whether this caller may see and run a kept query. An unshared one is its owner's alone, whatever the role. */
export function maySeeQuery(caller: Caller, query: Kept): boolean {
  return mayKeepQueries(caller) && (query.shared || query.savedBy === caller.subject);
}

/** Whether this caller may change or remove a kept query: its owner, and an admin. */
export function mayChangeQuery(caller: Caller, query: Kept): boolean {
  return mayKeepQueries(caller) && (query.savedBy === caller.subject || caller.role === "admin");
}

/** Whether this caller is told who keeps a query: a subject is a person. */
export function mayKnowKeeper(caller: Caller, query: Kept): boolean {
  return query.savedBy === caller.subject || mayRead(caller, "PERSONAL");
}
