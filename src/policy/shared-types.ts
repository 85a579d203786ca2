const datasets = new Map<string, string>();
const roots = new Map<string, string>();
const owners = new Map<string, string>();
const holding = new Map<string, readonly string[]>();

/**
 * Records that rows of a published type belong to a dataset that is shared by agreement.
 * @param typeName the published type
 * @param dataset the shared dataset, such as `TEAMS`
 * @param root the type whose rows decide whether these exist for a partner: its own name, or its owner's
 * @param ownerBy the property that holds the owner's key
 */
export function noteSharedType(typeName: string, dataset: string, root: string, ownerBy?: string): void {
  datasets.set(typeName, dataset);
  roots.set(typeName, root);
  if (ownerBy !== undefined) owners.set(typeName, ownerBy);
}

/**
 * Records what holds the rows of a shared type together: their key, their owner's, what they are ordered by. No
 * agreement changes that.
 */
export function noteHolding(typeName: string, properties: readonly string[]): void {
  holding.set(typeName, properties);
}

/** The properties that hold the rows of a shared type together. */
export function holdingOf(typeName: string): readonly string[] {
  return holding.get(typeName) ?? [];
}

/** The property that holds the key of the row that a row of this type belongs to, and exists with. */
export function ownerPropertyOf(typeName: string): string | undefined {
  return owners.get(typeName);
}

/** The shared dataset that a published type belongs to, or undefined for reference data and for agreements themselves. */
export function sharedDatasetOf(typeName: string): string | undefined {
  return datasets.get(typeName);
}

/** The type whose rows decide whether the rows of a shared type exist for a partner. */
export function rootOf(typeName: string): string {
  return roots.get(typeName) ?? typeName;
}

/** The types that an agreement can grant rows of, with their datasets. */
export function sharedRoots(): ReadonlyMap<string, string> {
  return new Map([...datasets].filter(([typeName]) => roots.get(typeName) === typeName));
}

/** Every shared type, with its dataset. */
export function sharedTypes(): ReadonlyMap<string, string> {
  return datasets;
}
