/** Who has to act: the caller, the operator of this service, or the owner of a source. */
export type Severity = "caller" | "operator" | "source";

/** One error of the catalogue. */
export interface ErrorEntry {
  readonly status: number;
  readonly severity: Severity;
  /** What is wrong and what to do next; `{name}` is replaced by the parameter of that name. */
  readonly message: string;
}
