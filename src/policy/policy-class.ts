/**
 * How far a published field may travel.
 * - PUBLIC: anyone.
 * - INTERNAL: people working inside the rescue system.
 * - PERSONAL: about an identifiable person; for those who keep or dispatch them.
 * - SENSITIVE: would harm the person if it leaked (identity number, birth date).
 */
export const POLICY_CLASSES = ["PUBLIC", "INTERNAL", "PERSONAL", "SENSITIVE"] as const;
/** One of {@link POLICY_CLASSES}. */
export type PolicyClass = (typeof POLICY_CLASSES)[number];
