/** One request, sent over and over; or several in turn. */
export interface Load {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Sent in turn instead of `body`; each connection begins with another, so that few requests reach them all too. */
  readonly bodies?: readonly string[];
  /** Characters of the right answer to `body`. @default those of the answer when it is asked once more */
  readonly answerLength?: number;
}

/** An answer, and the text it came in. */
export interface Answer {
  readonly data: unknown;
  readonly text: string;
}

/**
 * Sends a load once.
 * @throws Error when the answer is not 200 or has errors
 */
export async function ask({ url, headers, body }: Load): Promise<Answer> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok) throw refused(url, response.status, text);
  const answer = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (answer.errors !== undefined) throw refused(url, response.status, text);
  return { data: answer.data, text };
}

/** An answer that is not the right one: what fails fast must not look fast. */
export function refused(url: string, status: number, text: string): Error {
  return new Error(`${url} answered ${status}: ${text.slice(0, 600)}`);
}
