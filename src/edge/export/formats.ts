/** The formats that a list can be taken away in. */
export const EXPORT_FORMATS = ["csv", "ndjson", "xlsx"] as const;
/** One of {@link EXPORT_FORMATS}; also the ending of the file. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The media type of each format, as it is asked for in `Accept`. */
export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv",
  ndjson: "application/x-ndjson",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** The `Content-Type` of each format. */
export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: `${MEDIA_TYPES.csv}; charset=utf-8; header=present`,
  ndjson: `${MEDIA_TYPES.ndjson}; charset=utf-8`,
  xlsx: MEDIA_TYPES.xlsx,
};

/**
 * The format that an `Accept` header asks for.
 * @returns undefined when it asks for JSON, or for nothing that this module makes. Wildcards mean JSON: a client that
 * takes anything gets what GraphQL clients get.
 */
export function exportFormatOf(accept: string | undefined): ExportFormat | undefined {
  if (accept === undefined) return undefined;
  const [best] = accept
    .split(",")
    .map((range) => ({ format: formatOf(range), weight: weightOf(range) }))
    .filter(({ format, weight }) => format !== undefined && weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return best?.format === "json" ? undefined : best?.format;
}

/** Whether a text is the ending of an export's file name. */
export function isExportFormat(ending: string): ending is ExportFormat {
  return EXPORT_FORMATS.some((format) => format === ending);
}

function formatOf(range: string): ExportFormat | "json" | undefined {
  const type = range.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (/^application\/(?:[\w-]+\+)?json$/.test(type)) return "json";
  return EXPORT_FORMATS.find((format) => MEDIA_TYPES[format] === type);
}

function weightOf(range: string): number {
  const weight = /;\s*q=([\d.]+)/i.exec(range)?.[1];
  return weight === undefined ? 1 : Number(weight);
}
