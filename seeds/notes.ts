/**
 * What is wrong with a record as received, Chinese first. Some generated records are wrong on purpose,
 * the way real feeds are, and each says so with one of these.
 */
export const NOTES = {
  datumInferred: "来源未注明坐标系,按GCJ-02推定 / datum missing at the source, taken to be GCJ-02",
  swapped: "经纬度写反 / latitude and longitude swapped",
  otherProvince: "坐标落在另一省 / the point lies in another province",
  shallowDivision: "区划只填到上级 / division given at a higher level than expected",
  duplicate: "与另一省登记的队伍疑似重复 / probably the same team as one registered in another province",
  fullWidth: "名称含全角数字或多余空格 / name with full-width digits or stray blanks",
  trailingBlank: "名称末尾有空格 / name ends in blanks",
  usccCheck: "统一社会信用代码校验位不符 / check character of the credit code does not fit",
  stale: "逾期未更新 / overdue: not observed for long",
  taizhou: "泰州与台州混淆 / 泰州 (Jiangsu) and 台州 (Zhejiang) mixed up",
  expiryOrder: "失效日期早于生产日期 / expires before it was produced",
  negative: "数量为负 / negative quantity",
  absurd: "数量异常偏大 / absurdly large quantity",
  staleCount: "超过一年未盘点 / not counted for more than a year",
  birthAfterRegistration: "出生日期晚于注册日期 / born after the registration",
  reviewOrder: "应评估日期早于施行日期 / to be reviewed before it came into force",
  scoreRange: "评估得分超出0至100 / score outside 0 to 100",
  heldBeforePlan: "演练日期早于预案施行日期 / held before the plan came into force",
  arrivalMissing: "未报告到场时间 / time of arrival not reported",
  arrivalBeforeAlarm: "到场时间早于接警时间 / arrived before the alarm",
  closedBeforeAlarm: "结束时间早于接警时间 / over before the alarm",
  colourUnknown: "颜色无法识别,按未分级收录 / colour not understood, kept without one",
  nationalIdMissing: "来源未给出国家预警信息标识 / no national identifier at the source",
  openSite:
    "英文名称见于 OurAirports,中文为译名;点位、类别、道面、状态为示例数据 / name as in OurAirports; point, kind, surface and status are sample data",
  planTeam:
    "名称、职责、牵头单位引自规划;装备、备勤、能力为示例数据 / name, duty and lead agencies from the plan; equipment, readiness and capabilities are sample data",
} as const;

const FULL_WIDTH_OFFSET = 0xfee0;

/** A name as a careless form leaves it: digits in full width and a full-width blank in the middle. */
export function fullWidthName(name: string): string {
  const wide = name.replace(/[0-9()]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) + FULL_WIDTH_OFFSET),
  );
  return `${wide.slice(0, 3)}\u3000${wide.slice(3)}`;
}
