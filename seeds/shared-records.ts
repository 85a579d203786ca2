import { readData } from "./data.js";
import type { IdMint } from "./ids.js";
import type { Random } from "./random.js";
import type { Row } from "./types.js";

interface SharingRule {
  agreement: string;
  partner: string;
  datasets: SharedDataset[];
  prefixes: string[];
  exact: boolean;
  share: number;
  since: string;
}

/** The datasets whose single records are listed as shared. */
export type SharedDataset = "TEAMS" | "EXPERTS" | "SUPPLIES";

const { rules } = readData<{ rules: SharingRule[] }>("sharing-rules.json");

/** Decides under which agreements a partner province's record is shared; one record may fall under several. */
export class SharedRecords {
  constructor(
    private readonly ids: IdMint,
    private readonly agreementIds: ReadonlyMap<string, string>,
    private readonly partnerIds: ReadonlyMap<string, string>,
  ) {}

  /** The shared_record rows of one record that lies in `divisionCode`; none for most of Shanghai's. */
  rowsOf(random: Random, dataset: SharedDataset, recordId: string, divisionCode: string): Row[] {
    const rows: Row[] = [];
    for (const rule of rules) {
      const fits = rule.prefixes.some((prefix) =>
        rule.exact ? divisionCode === prefix : divisionCode.startsWith(prefix),
      );
      if (!fits || !rule.datasets.includes(dataset) || !random.chance(rule.share)) continue;
      rows.push({
        id: this.ids.next("shared_record"),
        agreementId: this.agreementIds.get(rule.agreement) ?? null,
        partnerId: this.partnerIds.get(rule.partner) ?? null,
        dataset,
        recordId,
        provinceCode: divisionCode.slice(0, 2),
        since: rule.since,
      });
    }
    return rows;
  }
}
