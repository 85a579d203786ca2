/** Turns texts into bytes that may be handed to a socket. */
export interface Encoder {
  /**
   * The bytes of texts, one after the other, in memory that is used again: call `released` once they have been sent.
   * Waits until there is memory that nobody uses.
   */
  encode(texts: readonly string[]): Promise<{ readonly bytes: Buffer; released(): void }>;
}

/** Bytes in UTF-8 for each code unit of a text, at most. */
const WIDEST = 3;

/**
 * An encoder with two buffers, one to be sent while the other is filled. A new buffer for each text cost more than
 * everything else that is done with it.
 */
export function createEncoder(): Encoder {
  const slots = [0, 1].map(() => ({ buffer: Buffer.alloc(0), free: Promise.resolve() }));
  let turn = 0;
  return {
    async encode(texts) {
      const slot = slots[turn] as (typeof slots)[number];
      turn = 1 - turn;
      await slot.free;
      const needed = texts.reduce((sum, { length }) => sum + length, 0) * WIDEST;
      if (slot.buffer.length < needed) slot.buffer = Buffer.allocUnsafeSlow(needed * 1.25);
      const { promise, resolve } = Promise.withResolvers<void>();
      slot.free = promise;
      let end = 0;
      for (const text of texts) end += slot.buffer.write(text, end);
      return { bytes: slot.buffer.subarray(0, end), released: resolve };
    },
  };
}
