type Row = Record<string, string | number | null>;

/** A division's row; the parent is the code that stands before its last digits. */
export function divisionRow(code: string, name: string, more: Row = {}): Row {
  const place = [2, 4, 6, 9].indexOf(code.length);
  return {
    code,
    name,
    nameEn: null,
    level: ["PROVINCE", "PREFECTURE", "COUNTY", "TOWN"][place] as string,
    kind: ["MUNICIPALITY", "OTHER", "DISTRICT", "SUBDISTRICT"][place] as string,
    parentCode: place === 0 ? null : code.slice(0, [0, 2, 4, 6][place]),
    inMca2025: place === 2 ? 1 : null,
    centerLatitude: null,
    centerLongitude: null,
    ...more,
  };
}

/** Four levels under Shanghai and three under Zhejiang. */
export const DIVISIONS: readonly Row[] = [
  divisionRow("31", "上海市", { nameEn: "Shanghai" }),
  divisionRow("3101", "市辖区"),
  divisionRow("310101", "黄浦区", { centerLatitude: 31.222771, centerLongitude: 121.490317 }),
  divisionRow("310107", "普陀区"),
  divisionRow("310101002", "南京东路街道"),
  divisionRow("310101013", "外滩街道"),
  divisionRow("310107005", "曹杨新村街道"),
  divisionRow("33", "浙江省", { kind: "PROVINCE" }),
  divisionRow("3309", "舟山市", { kind: "PREFECTURE_CITY" }),
  divisionRow("330903", "普陀区"),
];

/** An agency's row. */
export function agencyRow(id: string, divisionCode: string, more: Row = {}): Row {
  return {
    id,
    code: `code-${id}`,
    kind: "MUNICIPAL_BUREAU",
    divisionCode,
    uscc: null,
    parentId: null,
    establishedOn: null,
    dissolvedOn: null,
    successorId: null,
    synthetic: 0,
    ...more,
  };
}

/** The row of an agency's name. */
export function nameRow(
  id: string,
  agencyId: string,
  name: string,
  validFrom: string | null,
  validTo: string | null,
): Row {
  return {
    id,
    agencyId,
    role: "PRINCIPAL",
    name,
    nameEn: `${name} (en)`,
    shortName: null,
    validFrom,
    validTo,
    sourceNote: null,
  };
}
