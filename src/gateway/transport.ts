import type { DocumentNode, ExecutionResult } from "graphql";
import type { RequestContext } from "../context.js";

/** One operation for one subgraph. The document is the same object each time its plan runs. */
export interface SubgraphRequest {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/**
 * How the gateway reaches a subgraph. Failures of the source come back as errors in the result, never as throws.
 * `data` belongs to whoever asked, who changes it in place: no object of it may be kept or given to another request.
 */
export interface SubgraphTransport {
  /** The data are fresh for each request: the gateway adds to them in place. */
  execute(request: SubgraphRequest, ctx: RequestContext): Promise<ExecutionResult>;
  /** Whether answers are sure to fit the schema, so that nobody has to look at each value again. */
  readonly isExact?: boolean;
  close(): Promise<void>;
}
