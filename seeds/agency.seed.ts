import { readData } from "./data.js";
import type { IdMint } from "./ids.js";
import { countiesOfProvince, type Division, PROVINCE_CODES, prefecturesOfProvince } from "./places.js";
import { Random } from "./random.js";
import type { Row } from "./types.js";
import { syntheticUscc } from "./uscc.js";

interface AgencyNameEntry {
  name: string;
  nameEn: string | null;
  shortName: string | null;
  role: "PRINCIPAL" | "ADDITIONAL";
  validFrom: string | null;
  validTo: string | null;
  sourceNote: string | null;
}

interface AgencyEntry {
  code: string;
  kind: string;
  divisionCode: string;
  parentCode: string | null;
  establishedOn: string | null;
  dissolvedOn: string | null;
  successorCode: string | null;
  names: AgencyNameEntry[];
}

/** The agencies of a run and how other datasets find them. */
export interface AgencyIndex {
  agencies: readonly Row[];
  names: readonly Row[];
  /** Agency id by the project's own code; throws RangeError for an unknown one. */
  byCode(code: string): string;
  /** Agency id by any of its Chinese names, as the plan writes them; throws RangeError when unknown. */
  byName(name: string): string;
  /** The emergency bureau of a province. */
  ofProvince(province: string): string;
  /** The body of the given trade that is nearest to a division: its county's, prefecture's or province's. */
  near(trade: Trade, divisionCode: string): string;
}

/** The trades for which local bodies are generated. */
export type Trade = "yjj" | "xf" | "wjw" | "hsz";

const TRADES: Readonly<Record<Trade, { zh: string; en: string; kind: string | null }>> = {
  yjj: { zh: "应急管理局", en: "Emergency Management Bureau", kind: null },
  xf: { zh: "消防救援局", en: "Fire and Rescue Bureau", kind: null },
  wjw: { zh: "卫生健康委员会", en: "Health Commission", kind: null },
  hsz: { zh: "红十字会", en: "Red Cross Society", kind: "SOCIAL_ORGANISATION" },
};

const SAMPLE_NOTE = "按区划名称生成的示例机构 / sample agency, named after its division";

function localBody(division: Division, trade: Trade, parentCode: string): AgencyEntry {
  const { zh, en, kind } = TRADES[trade];
  const name = division.name + zh;
  const nameEn = division.nameEn === undefined ? null : `${division.nameEn} ${en}`;
  return {
    code: `${trade}-${division.code}`,
    kind: kind ?? (division.code.length === 4 ? "PREFECTURE_BUREAU" : "DISTRICT_BUREAU"),
    divisionCode: division.code,
    parentCode,
    establishedOn: null,
    dissolvedOn: null,
    successorCode: null,
    names: [
      {
        role: "PRINCIPAL",
        name,
        nameEn,
        shortName: null,
        validFrom: null,
        validTo: null,
        sourceNote: SAMPLE_NOTE,
      },
    ],
  };
}

/** Prefectures and counties have an emergency bureau each; the rest only where teams or depots need them. */
function localBodies(): AgencyEntry[] {
  const bodies: AgencyEntry[] = [];
  for (const province of PROVINCE_CODES) {
    const top = PROVINCE_BUREAUS[province] ?? "sh-yjj";
    for (const prefecture of prefecturesOfProvince(province)) {
      bodies.push(localBody(prefecture, "yjj", top), localBody(prefecture, "xf", top));
    }
    for (const county of countiesOfProvince(province)) {
      bodies.push(localBody(county, "yjj", province === "31" ? top : `yjj-${county.code.slice(0, 4)}`));
      if (province === "31") {
        bodies.push(localBody(county, "xf", "sh-xfzd"), localBody(county, "wjw", "sh-wjw"));
        bodies.push(localBody(county, "hsz", top));
      }
    }
  }
  return bodies;
}

const PROVINCE_BUREAUS: Readonly<Record<string, string>> = {
  "31": "sh-yjj",
  "32": "js-yjt",
  "33": "zj-yjt",
  "34": "ah-yjt",
};

/** Builds the agencies: the plan's and the provinces' as published, then the generated local bodies. */
export function buildAgencies(ids: IdMint, seed: number): AgencyIndex {
  const random = new Random(seed, "agency");
  const real = readData<AgencyEntry[]>("agencies.json");
  const entries = [...real, ...localBodies()];
  const idByCode = new Map(entries.map((entry) => [entry.code, ids.next("agency")]));
  const idByName = new Map<string, string>();
  const names: Row[] = [];

  const byCode = (code: string): string => {
    const id = idByCode.get(code);
    if (id === undefined) throw new RangeError(`byCode must be called with an agency code, but got: ${code}`);
    return id;
  };
  const agencies = entries.map((entry, index): Row => {
    const id = byCode(entry.code);
    const synthetic = index >= real.length;
    for (const name of entry.names) {
      names.push({ id: ids.next("agency_name"), agencyId: id, ...name });
      if (!idByName.has(name.name)) idByName.set(name.name, id);
    }
    return {
      id,
      code: entry.code,
      kind: entry.kind,
      divisionCode: entry.divisionCode,
      // Credit codes of existing bodies are not invented.
      uscc: synthetic ? syntheticUscc(random, "11", entry.divisionCode) : null,
      parentId: entry.parentCode === null ? null : byCode(entry.parentCode),
      establishedOn: entry.establishedOn,
      dissolvedOn: entry.dissolvedOn,
      successorId: entry.successorCode === null ? null : byCode(entry.successorCode),
      synthetic: synthetic ? 1 : 0,
    };
  });

  const ofProvince = (province: string): string => byCode(PROVINCE_BUREAUS[province] ?? "sh-yjj");
  return {
    agencies,
    names,
    byCode,
    ofProvince,
    byName(name) {
      const id = idByName.get(name);
      if (id === undefined)
        throw new RangeError(`byName must be called with an agency name, but got: ${name}`);
      return id;
    },
    near(trade, divisionCode) {
      const county = idByCode.get(`${trade}-${divisionCode.slice(0, 6)}`);
      const prefecture = idByCode.get(`${trade}-${divisionCode.slice(0, 4)}`);
      const bureau =
        idByCode.get(`yjj-${divisionCode.slice(0, 6)}`) ?? idByCode.get(`yjj-${divisionCode.slice(0, 4)}`);
      return county ?? prefecture ?? bureau ?? ofProvince(divisionCode.slice(0, 2));
    },
  };
}
