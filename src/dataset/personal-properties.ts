import { classOf } from "../policy/classification.js";
import type { Dataset } from "./dataset.js";

/**
 * The properties of a dataset that hold personal data and nothing else: those that PERSONAL and SENSITIVE fields are
 * made from and no other field is. What holds rows together is not among them.
 */
export function personalProperties(dataset: Dataset): readonly string[] {
  const { shape, key, order, within } = dataset;
  const kept = new Set<string | undefined>([key, within?.by, ...order.map(({ property }) => property)]);
  const personal = new Set<string>();
  for (const name of shape.fields.keys()) {
    const policy = classOf(`${shape.name}.${name}`);
    const isPersonal = policy === "PERSONAL" || policy === "SENSITIVE";
    for (const property of dataset.sources(name)) (isPersonal ? personal : kept).add(property);
  }
  // What the table lacks is computed from other columns.
  return [...personal].filter(
    (property) => !kept.has(property) && dataset.propertyType(property) !== undefined,
  );
}
