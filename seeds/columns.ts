import gcoord from "gcoord";
import type { Value } from "./types.js";

/** The datum of a point as received. */
export type Datum = "WGS84" | "GCJ02" | "BD09" | "CGCS2000";

// gcoord is CommonJS without a default export, whatever its types say: the import is the exports object.
const { transform, CRSTypes } = gcoord as unknown as typeof gcoord.default;

// CGCS2000 and WGS-84 differ by decimetres, which is below what these records carry.
const CRS = {
  WGS84: CRSTypes.WGS84,
  CGCS2000: CRSTypes.WGS84,
  GCJ02: CRSTypes.GCJ02,
  BD09: CRSTypes.BD09,
} as const;

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Moves a point from one datum to another; longitude first, six decimals. */
export function convertPoint(lon: number, lat: number, from: Datum, to: Datum): [number, number] {
  const [x, y] =
    CRS[from] === CRS[to] ? [lon, lat] : transform<[number, number]>([lon, lat], CRS[from], CRS[to]);
  return [round(x), round(y)];
}

/** The five columns of a division, from a code of 2, 4, 6 or 9 digits or null. */
export function divisionColumns(code: string | null) {
  const upTo = (length: number): string | null =>
    code !== null && code.length >= length ? code.slice(0, length) : null;
  return {
    divisionCode: code,
    provinceCode: upTo(2),
    prefectureCode: upTo(4),
    countyCode: upTo(6),
    townCode: upTo(9),
  };
}

/** The columns of a point as received, with its WGS-84 normal form. */
export function pointColumns(latitude: number, longitude: number, datum: Datum, datumInferred = false) {
  const [wgs84Longitude, wgs84Latitude] = convertPoint(longitude, latitude, datum, "WGS84");
  return {
    latitude: round(latitude) as Value,
    longitude: round(longitude) as Value,
    datum: datum as Value,
    datumInferred: (datumInferred ? 1 : 0) as Value,
    wgs84Latitude: wgs84Latitude as Value,
    wgs84Longitude: wgs84Longitude as Value,
  };
}

/** The point columns of a record whose place is not known. */
export const NO_POINT = {
  latitude: null,
  longitude: null,
  datum: null,
  datumInferred: 0,
  wgs84Latitude: null,
  wgs84Longitude: null,
} as const;

/** Where a record comes from and how fresh it is; times are stored UTC instants. */
export interface Provenance {
  source: string;
  sourceProvince: string;
  sourceAgencyId: string | null;
  observedAt: string;
  receivedAt: string;
  refreshEveryDays: number | null;
  synthetic: boolean;
  qualityNote: string | null;
}

/** The provenance columns, in their fixed order. */
export function provenanceColumns(provenance: Provenance) {
  return { ...provenance, synthetic: provenance.synthetic ? 1 : 0 };
}
