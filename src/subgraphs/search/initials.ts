/** Gives the pinyin initials of a Chinese run, one letter for each character, in each of its likely readings. */
export type InitialsReader = (run: string) => readonly string[];

/** Readings of one run, at most: a name with several ambiguous characters would multiply them. */
const READINGS_MAXIMUM = 4;

/**
 * Loads the dictionary, which takes some 15 MB: for indexing, never while serving.
 *
 * The first reading goes by the words that characters stand in; the others replace one character each by what else it
 * can be read as.
 */
export async function initialsReader(): Promise<InitialsReader> {
  const { pinyin, polyphonic } = await import("pinyin-pro");
  const options = { pattern: "first", toneType: "none", type: "array" } as const;
  return (run) => {
    const first = pinyin(run, options);
    // What it does not know it gives back as it is, and then there is nothing to begin with.
    if (!first.every(isLetter)) return [];
    const readings = new Set([first.join("")]);
    polyphonic(run, options).forEach((letters, at) => {
      for (const letter of letters) {
        if (readings.size >= READINGS_MAXIMUM || !isLetter(letter)) continue;
        readings.add(first.with(at, letter).join(""));
      }
    });
    return [...readings];
  };
}

const isLetter = (initial: string) => /^[a-z]$/.test(initial);
