import { inputOnFields, inputType, type Members, type Told } from "./aggregate-input-type.js";
import type { Bilingual, TypeClass } from "./published.js";
import { publishEnum } from "./published-enum.js";

/** How two things told of a group are compared. */
export const Comparison = publishEnum(
  { EQ: "EQ", NE: "NE", LT: "LT", LTE: "LTE", GT: "GT", GTE: "GTE" },
  "Comparison",
  { zh: "比较方式", en: "How two things are compared" },
  {
    EQ: ["等于", "Equal"],
    NE: ["不等于", "Not equal"],
    LT: ["小于(早于)", "Less, or earlier"],
    LTE: ["小于(早于)或等于", "At most"],
    GT: ["大于(晚于)", "More, or later"],
    GTE: ["大于(晚于)或等于", "At least"],
  },
);
/** One of {@link Comparison}. */
export type Comparison = (typeof Comparison)[keyof typeof Comparison];

/** What a client gives: each side names one measure, `{ sum: { baseQuantity: true } }`. */
export interface MeasureComparison {
  readonly left: object;
  readonly is: Comparison;
  readonly right: object;
}

/** A function whose results can be compared, the fields that it is computed of, and its part of an input's name. */
export interface ComparedFunction {
  readonly name: string;
  readonly text: Bilingual;
  readonly of: Told;
  readonly input: string;
}

/** The input that compares one measure of a group with another. */
export function comparisonInput(typeName: string, functions: readonly ComparedFunction[]): TypeClass {
  const made = new Map<string, TypeClass>();
  const members: Record<string, Members[string]> = {
    count: [() => Boolean, { zh: "条数(true)", en: "How many rows (true)" }],
  };
  for (const { name, text, of, input } of functions) {
    const fields = made.get(input) ?? fieldsInput(typeName, `${typeName}Measure${input}`, of);
    made.set(input, fields);
    members[name] = [() => fields, text];
  }
  const one = { zh: "各组的一项统计值:只给一项", en: "One thing that is told of groups: give one" };
  const measure = inputType(`${typeName}Measure`, one, members);
  const text = { zh: "同组两项统计值的比较", en: "One thing told of a group against another" };
  return inputType(`${typeName}MeasureComparison`, text, {
    left: [() => measure, { zh: "左边", en: "Left" }, true],
    is: [() => Comparison, { zh: "比较方式", en: "How it is compared" }, true],
    right: [() => measure, { zh: "右边", en: "Right" }, true],
  });
}

function fieldsInput(typeName: string, name: string, of: Told): TypeClass {
  const text = { zh: "统计哪个字段:只给一个,值为 true", en: "Of which field it is told: give one, as true" };
  const fields = [...of].map(([field, { zh, en }]) => [field, [() => Boolean, { zh, en }]] as const);
  return inputOnFields(typeName, name, text, of, Object.fromEntries(fields));
}
