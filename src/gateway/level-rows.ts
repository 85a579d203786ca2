import type { Level, LevelField } from "./level-plan.js";

export type Answer = Record<string, unknown>;

/** The rows of one level of a running operation, with their answers, and where these hang in the answers above. */
export class Rows {
  readonly sources: unknown[] = [];
  readonly answers: Answer[] = [];
  /** Of each row the one above it, and its place in the list there. */
  readonly ups: number[] = [];
  readonly items: number[] | undefined;

  /** @param data what the root hangs from */
  constructor(
    readonly level: Level,
    private readonly above: { readonly rows: Rows; readonly field: LevelField } | { data: Answer | null },
  ) {
    this.items = "rows" in above && above.field.shape.element !== undefined ? [] : undefined;
  }

  add(source: unknown, up: number, item: number): void {
    this.sources.push(source);
    this.ups.push(up);
    this.items?.push(item);
  }

  path(row: number): (string | number)[] {
    if (!("rows" in this.above)) return [];
    const { rows, field } = this.above;
    const path = [...rows.path(this.ups[row] as number), field.key];
    return this.items === undefined ? path : [...path, this.items[row] as number];
  }

  /** Whether a row's answer still stands, and nothing above it has become null. */
  isAttached(row: number): boolean {
    if (!("rows" in this.above)) return this.above.data !== null;
    const { rows, field } = this.above;
    const up = this.ups[row] as number;
    const held = rows.answers[up]?.[field.key];
    const own = this.items === undefined ? held : (held as unknown[] | null)?.[this.items[row] as number];
    return own === this.answers[row] && rows.isAttached(up);
  }

  /** Makes a field null, or, where it must not be, whatever is the nearest above it that may. */
  nullField(row: number, field: LevelField): void {
    if (!field.shape.nonNull) (this.answers[row] as Answer)[field.key] = null;
    else this.nullRow(row);
  }

  /** Makes an element of a list null, or the nearest above it that may be. */
  nullItem(row: number, field: LevelField, item: number): void {
    const list = this.answers[row]?.[field.key];
    if (field.shape.element?.nonNull === true) this.nullField(row, field);
    else if (Array.isArray(list)) list[item] = null;
  }

  private nullRow(row: number): void {
    if (!("rows" in this.above)) {
      this.above.data = null;
      return;
    }
    const { rows, field } = this.above;
    const up = this.ups[row] as number;
    if (this.items === undefined) rows.nullField(up, field);
    else rows.nullItem(up, field, this.items[row] as number);
  }
}
