import { publishEnum } from "./published-enum.js";

/** A person's gender, where the source says it. */
export const Gender = publishEnum(
  { MALE: "MALE", FEMALE: "FEMALE" },
  "Gender",
  { zh: "性别", en: "A person's gender" },
  { MALE: ["男", "Male"], FEMALE: ["女", "Female"] },
);
/** One of {@link Gender}. */
export type Gender = (typeof Gender)[keyof typeof Gender];
