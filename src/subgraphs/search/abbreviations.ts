/**
 * What people type for what is written: a word finds what stands behind it too, at a little less than its score.
 * Short on purpose: common abbreviations of this trade, Chinese and English, each with its full forms as folded text.
 */
export const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["危化", ["危险化学品"]],
  ["危化品", ["危险化学品"]],
  ["hazmat", ["危险化学品"]],
  ["特设", ["特种设备"]],
  ["轨交", ["轨道交通"]],
  ["地铁", ["轨道交通"]],
  ["卫健", ["卫生健康"]],
]);
