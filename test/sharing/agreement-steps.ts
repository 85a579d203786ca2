import { DRAFT, DRAFTING, type SharingGraph, STEP } from "./sharing-graph.js";

/** What is done to agreements in a graph. */
export function agreementSteps(graphOf: () => SharingGraph) {
  async function drafted(more: object = {}): Promise<string> {
    type Made = { draftAgreement: { agreementId: string } };
    const made = await graphOf().data<Made>("admin", DRAFTING, { draft: { ...DRAFT, ...more } });
    return made.draftAgreement.agreementId;
  }
  const ACCEPT = STEP("acceptAgreement", ", party: $party").replace(", $note: String", "");
  const step = (who: Parameters<SharingGraph["ask"]>[0], name: string, id: string, words: object = {}) => {
    const more =
      name === "rejectAgreement"
        ? ", party: $party, note: $note"
        : name === "acceptAgreement"
          ? ", party: $party"
          : "";
    const text = STEP(name, more).replace(name === "acceptAgreement" ? ", $note: String" : "", "");
    return graphOf().ask(who, text, { id, ...words });
  };
  const statusOf = async (id: string) => {
    const found = await graphOf().data<{ agreement: { status: string } }>(
      "admin",
      `query ($id: ID!) { agreement(id: $id) { status } }`,
      { id },
    );
    return found.agreement.status;
  };
  return { drafted, step, statusOf, ACCEPT };
}
