/** Keeps values by text, of so many texts that were asked for last. */
export class LastUsed<T> {
  private readonly kept = new Map<string, T>();

  /** @param most texts */
  constructor(private readonly most: number) {}

  get(text: string): T | undefined {
    const value = this.kept.get(text);
    if (value !== undefined) this.set(text, value);
    return value;
  }

  set(text: string, value: T): void {
    // Last used goes last, so that the first is the one to drop.
    this.kept.delete(text);
    this.kept.set(text, value);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value as string);
  }

  clear(): void {
    this.kept.clear();
  }
}
