import { registerEnumType } from "type-graphql";
import { type Bilingual, describe } from "./published.js";

const names = new WeakMap<object, string>();

/**
 * Publishes a TypeScript string enum (or an object used as one) with a label for each value.
 * @param values the enum; its keys and values are the same SCREAMING_CASE words
 * @param name its name in the graph
 * @param text what it tells
 * @param labels the label of each value, Chinese then English
 */
export function publishEnum<const Values extends Record<string, string>>(
  values: Values,
  name: string,
  text: Bilingual,
  labels: Readonly<Record<keyof Values & string, readonly [zh: string, en: string]>>,
): Values {
  const entries = Object.entries(labels) as [keyof Values & string, readonly [string, string]][];
  registerEnumType(values, {
    name,
    description: describe(text),
    valuesConfig: Object.fromEntries(
      entries.map(([value, [zh, en]]) => [value, { description: describe({ zh, en }) }]),
    ) as never,
  });
  names.set(values, name);
  return values;
}

/** The name under which an enum was published, if it is one. */
export function enumNameOf(values: object): string | undefined {
  return names.get(values);
}
