import { codeOf } from "../../errors.js";
import { AccessNotes } from "../../policy/access-notes.js";
import type { AuditedRequest } from "../audit/audit.js";
import type { Feed } from "./feed.js";

/** Puts each piece of a feed on record before it is given; without an audit they are given as they come. */
export function auditedFeed(audited: AuditedRequest | undefined, feed: Feed): Feed {
  if (audited === undefined) return feed;
  const onRecord = async <T>(
    operation: string,
    read: (access: AccessNotes) => Promise<T>,
    passes: (given: T) => boolean = () => false,
  ): Promise<T> => {
    const access = new AccessNotes();
    try {
      const given = await read(access);
      if (passes(given)) return given;
      await audited.release({ kind: "FEED", operation, outcome: "OK", codes: [], access });
      return given;
    } catch (error) {
      const code = codeOf(error);
      // What could not be put on record was not given.
      if (code !== undefined && code !== "AUDIT_UNAVAILABLE") {
        await audited.release({ kind: "FEED", operation, outcome: "REFUSED", codes: [code], access });
      }
      throw error;
    }
  };
  return {
    datasets: feed.datasets,
    offered: feed.offered,
    read: (ctx, dataset, wanted) =>
      onRecord(
        `feed ${dataset}`,
        (access) => feed.read({ ...ctx, access }, dataset, wanted),
        ({ changes }) => wanted.quiet === true && changes.length === 0,
      ),
    // Gives counts and a sum, of everything that the reader holds.
    digest: (ctx, dataset, at) =>
      onRecord(`digest ${dataset}`, (access) => feed.digest({ ...ctx, access }, dataset, at)),
  };
}
