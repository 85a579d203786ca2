import { type Caller, mayRead } from "./caller.js";
import { classOf, factsOf, fieldsOfType } from "./classification.js";
import type { FieldRule } from "./field-rule.js";
import { type Grants, isConditional, mostPermissive, ruleIn, type Scope } from "./grants.js";
import type { PolicyClass } from "./policy-class.js";
import { holdingOf, ownerPropertyOf, rootOf, sharedDatasetOf, sharedTypes } from "./shared-types.js";

/** How a caller reads a field: as it is, changed (masked, for some rows only), or not at all. */
export type Access = "CLEAR" | "CHANGED" | "NONE";

const known = new WeakMap<Grants, Map<string, Access>>();

/**
 * How a caller reads a field. For roles of the rescue system the field's class decides. For a partner, the rows of
 * conditionally shared types have what agreements say of each field; everything else has what is PUBLIC.
 * @param coordinate `Type.field`
 * @param policy its class, where it is not a published field: an aggregate or a condition made from several
 */
export function access(caller: Caller, coordinate: string, policy?: PolicyClass): Access {
  const { grants } = caller;
  const own = policy ?? classOf(coordinate) ?? "PUBLIC";
  if (caller.role !== "partner") return mayRead(caller, own) ? "CLEAR" : "NONE";
  if (grants === undefined) return withoutGrants(coordinate, own);
  let byField = known.get(grants);
  if (byField === undefined) {
    byField = new Map();
    known.set(grants, byField);
  }
  const key = `${coordinate} ${own}`;
  let found = byField.get(key);
  if (found === undefined) {
    found = granted(grants, coordinate, own);
    byField.set(key, found);
  }
  return found;
}

/**
 * Whether a caller may use a field in a filter, an order, a group, a measure or a search: only what he reads in
 * clear in every row that exists for him. Anything else would be an oracle.
 */
export function mayUse(caller: Caller, coordinate: string, policy?: PolicyClass): boolean {
  return access(caller, coordinate, policy) === "CLEAR";
}

/** Whether a caller is given a field at all, masked or not. */
export function maySee(caller: Caller, coordinate: string, policy?: PolicyClass): boolean {
  return access(caller, coordinate, policy) !== "NONE";
}

/** Whether a caller may ask for rows of a type, whose root list has this class. */
export function mayList(caller: Caller, typeName: string, policy: PolicyClass): boolean {
  if (caller.role !== "partner" || sharedDatasetOf(typeName) === undefined) return mayRead(caller, policy);
  if (isConditional(caller.grants, typeName)) return scopesOf(caller.grants, typeName).length > 0;
  return policy === "PUBLIC";
}

/**
 * Whether a type is there for a caller at all: for a partner, of what agreements share, the types that one of his
 * gives rows of.
 */
export function mayKnowType(caller: Caller, typeName: string): boolean {
  if (caller.role !== "partner" || !isConditional(caller.grants, typeName)) return true;
  return scopesOf(caller.grants, typeName).length > 0;
}

/** The rules that a partner's agreements have for a field, each once; none where no agreement is needed. */
export function rulesFor({ grants }: Caller, coordinate: string): readonly FieldRule[] {
  if (!isConditional(grants, ownerOf(coordinate))) return [];
  const rules = scopesOf(grants, ownerOf(coordinate)).map((scope) => ruleIn(scope, coordinate));
  return [...new Map(rules.map((rule) => [`${rule.rule} ${rule.detail}`, rule])).values()];
}

/** What agreements say of the rows of a type, or of its owner's. */
export function scopesOf(grants: Grants | undefined, typeName: string): readonly Scope[] {
  return grants?.scopes.get(rootOf(typeName)) ?? [];
}

/** Whether an agreement hides a list by a rule of its own: of what has rows of its own, nothing is hidden by default. */
export function hides({ rules }: Scope, list: string): boolean {
  return rules.get(list)?.rule === "HIDE";
}

/**
 * Whether an agreement hides the rows of a type that belong to another's, in hiding the list of them there: they are
 * not to be had in any other way either.
 */
export function hidesRows(scope: Scope, typeName: string, ownerName: string): boolean {
  const lists = fieldsOfType(ownerName).filter((coordinate) => {
    const { leadsTo, through } = factsOf(coordinate);
    return leadsTo?.() === typeName && through === undefined && !isStub(coordinate);
  });
  return lists.length > 0 && lists.every((list) => hides(scope, list));
}

function withoutGrants(coordinate: string, policy: PolicyClass): Access {
  return policy === "PUBLIC" && !isConditional(undefined, ownerOf(coordinate)) ? "CLEAR" : "NONE";
}

function granted(grants: Grants, coordinate: string, policy: PolicyClass): Access {
  const { sameAs, leadsTo, needs = [], through, hiddenWith = [] } = factsOf(coordinate);
  if (needs.some((needed) => granted(grants, needed, classOf(needed) ?? "PUBLIC") !== "CLEAR")) return "NONE";
  if (hiddenWith.some((list) => scopesOf(grants, ownerOf(list)).some((scope) => hides(scope, list))))
    return "NONE";
  if (through !== undefined && !isTold(grants, through())) return "NONE";
  if (sameAs !== undefined && sameAs !== coordinate) {
    return granted(grants, sameAs, policy) === "CLEAR" ? "CLEAR" : "NONE";
  }
  const owner = ownerOf(coordinate);
  const target = leadsTo?.();
  const scopes = scopesOf(grants, owner);
  if (isConditional(grants, owner) && scopes.length === 0) return "NONE";
  if (target !== undefined && isConditional(grants, target)) {
    if (scopesOf(grants, target).length === 0)
      return policy === "PUBLIC" && !isStub(coordinate) ? "CLEAR" : "NONE";
    const says = scopes.map((scope) => ruleIn(scope, coordinate).rule);
    // A page of another dataset is that one's to give, unless the agreement says otherwise; a reference says something
    // of this row, as any of its fields does.
    const isHidden = isStub(coordinate)
      ? isConditional(grants, owner) && says.every((rule) => rule === "HIDE")
      : scopes.some((scope) => hides(scope, coordinate));
    if (isHidden || sharesSource(scopes, coordinate)) return "NONE";
    // A reference may name a row that does not exist for this partner: it can be shown, once that is known, not used.
    return isStub(coordinate) && !leadsToOwner(coordinate, owner) ? "CHANGED" : "CLEAR";
  }
  if (!isConditional(grants, owner)) {
    if (policy === "PUBLIC") return "CLEAR";
    return policy === "INTERNAL" && factsOf(coordinate).concerned === true ? "CHANGED" : "NONE";
  }
  if (classOf(coordinate) === undefined)
    return policy === "PUBLIC" && isOpen(scopes, owner) ? "CLEAR" : "NONE";
  const rules = scopes.map((scope) => ruleIn(scope, coordinate));
  if (mostPermissive(rules).rule === "HIDE") return "NONE";
  const clear = rules.every(({ rule }) => rule === "CLEAR") && !sharesSource(scopes, coordinate);
  if (clear) return "CLEAR";
  return sharesSource(scopes, coordinate) && !scopes.some(({ rules: own }) => own.has(coordinate))
    ? "NONE"
    : "CHANGED";
}

/**
 * Whether one of these references is known of all rows that exist. One to a row that does not exist for the partner
 * is shown as null, which says nothing against it: a list of that row's is never read.
 */
function isTold(grants: Grants, references: readonly string[]): boolean {
  if (references.length === 0) return true;
  return references.some((reference) => {
    const owner = ownerOf(reference);
    const policy = classOf(reference) ?? "PUBLIC";
    const scopes = scopesOf(grants, owner);
    if (isConditional(grants, owner) && scopes.length === 0) return true;
    if (!isStub(reference)) return granted(grants, reference, policy) === "CLEAR";
    if (!isConditional(grants, owner)) return policy === "PUBLIC";
    const isClear = scopes.every((scope) => ruleIn(scope, reference).rule === "CLEAR");
    return isClear && !sharesSource(scopes, reference);
  });
}

/** Whether a reference is to the row that a row belongs to: it exists whenever this one does. */
function leadsToOwner(coordinate: string, owner: string): boolean {
  return factsOf(coordinate).sources?.()[0] === ownerPropertyOf(owner);
}

/** Whether a field is read from the row as another's key, rather than resolved. */
function isStub(coordinate: string): boolean {
  return (factsOf(coordinate).sources?.() ?? []).length > 0;
}

/**
 * Whether a PUBLIC field is made from a column that an agreement hides or masks under another field's name: what is
 * masked in one place is not read in another.
 */
function sharesSource(scopes: readonly Scope[], coordinate: string): boolean {
  const { sources, lends = [] } = factsOf(coordinate);
  const fixed = holdingOf(ownerOf(coordinate));
  const own = (sources?.() ?? lends).filter((source) => !fixed.includes(source));
  if (own.length === 0) return false;
  return scopes.some(({ rules }) =>
    [...rules].some(
      ([other, { rule }]) =>
        rule !== "CLEAR" &&
        other !== coordinate &&
        classOf(other) === "PUBLIC" &&
        ownerOf(other) === ownerOf(coordinate) &&
        maskedWith(other).some((source) => own.includes(source)),
    ),
  );
}

/** The properties that a masked field is made from; of a relation, the one that it follows. */
function maskedWith(coordinate: string): readonly string[] {
  const { sources, leadsTo, lends = [] } = factsOf(coordinate);
  return sources?.() ?? (lends.length === 1 && leadsTo?.() !== undefined ? lends : []);
}

/** Whether no agreement lessens what is PUBLIC in a type and in what belongs to it. */
function isOpen(scopes: readonly Scope[], typeName: string): boolean {
  const family = [...sharedTypes().keys()].filter((name) => rootOf(name) === rootOf(typeName));
  return family
    .flatMap(fieldsOfType)
    .filter((coordinate) => classOf(coordinate) === "PUBLIC")
    .every((coordinate) => scopes.every((scope) => ruleIn(scope, coordinate).rule === "CLEAR"));
}

function ownerOf(coordinate: string): string {
  return coordinate.slice(0, coordinate.indexOf("."));
}
