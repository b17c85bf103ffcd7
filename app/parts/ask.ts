/** What the server answered: a value, or a refusal with a sentence for the person. `status` is 0 when nothing came. */
export type Answer<T> = { ok: true; value: T } | { ok: false; status: number; why: string };

export type Request<T> = {
  method?: "GET" | "POST" | "DELETE";
  body?: unknown;
  /** Reads the answer; null when it is not what was expected. Without it the value stays `unknown`. */
  read?: (value: unknown) => T | null;
  /** What to say when nothing came back, where a page can say it closer. */
  unreached?: string;
};

const unreachable = "We could not reach the space. What you wrote is still here. Try again.";
const unreadable = "The answer could not be read. What you wrote is still here. Reload this page and try again.";

/** Asks our own server for `path` in JSON. Never throws. */
export async function ask<T = unknown>(
  path: string,
  { method = "GET", body, read, unreached = unreachable }: Request<T> = {},
): Promise<Answer<T>> {
  const answer = await fetch(path, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: body === undefined ? undefined : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => null);
  if (!answer) return { ok: false, status: 0, why: unreached };
  const value: unknown = await answer.json().catch(() => null);
  if (!answer.ok) return { ok: false, status: answer.status, why: sentence(value) ?? otherwise(answer.status) };
  if (!read) return { ok: true, value: value as T };
  const known = read(value);
  return known === null ? { ok: false, status: answer.status, why: unreadable } : { ok: true, value: known };
}

const sentence = (value: unknown): string | null =>
  typeof value === "object" && value !== null && "why" in value && typeof value.why === "string" ? value.why : null;

/** Where a refusal came without a sentence, as from a proxy in between. */
function otherwise(status: number): string {
  if (status === 429) return "That was too often in a short time. Nothing was lost. Wait a minute, then try again.";
  return "The server could not answer. What you wrote is still here. Try again in a moment.";
}
