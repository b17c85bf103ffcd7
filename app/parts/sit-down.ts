/** Sitting down: nothing is claimed by a browser that keeps no cookie, and an answer that is lost costs nothing. */
import { type Answer, type Request, ask, notAsked } from "./ask.ts";
import { noteUnseenKey } from "./unseen-key.ts";

const lock = "sitting down";
const longestWaitMs = 10_000;

/** Names one press of a button: what was done by it, and never answered, is found again by it. */
export const newPress = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Whether this browser brings back the cookies it is given; null where the server was not reached. */
export async function keepsCookies(): Promise<boolean | null> {
  const given = await ask("/api/cookie", { method: "POST" });
  const back = given.ok ? await ask("/api/cookie", { read: readKept }) : given;
  return back.ok ? back.value === true : null;
}

const readKept = (value: unknown): boolean | null =>
  typeof value === "object" && value !== null && "kept" in value && typeof value.kept === "boolean" ? value.kept : null;

/**
 * Asks for a seat with `body`, which names its press. It is given only where this browser has shown that it is known by
 * the cookie that came with the answer; otherwise it is asked for once more, by the same press.
 */
export const sitDown = <T extends { space: string }>(path: string, request: Request<T>): Promise<Answer<T>> =>
  oneAfterTheOther(async () => {
    if ((await keepsCookies()) === false) return notAsked("no-cookies");
    const first = await ask(path, request);
    if (!first.ok || (await isKnownIn(first.value.space))) return seated(first);
    const second = await ask(path, request);
    if (!second.ok || (await isKnownIn(second.value.space))) return seated(second);
    return notAsked("no-cookies");
  });

/** What this browser still knew of a key that was shown to nobody was said of the seat it had before. */
function seated<T extends { space: string }>(answer: Answer<T>): Answer<T> {
  if (answer.ok) noteUnseenKey(answer.value.space, false);
  return answer;
}

/** Whether this browser is known in a space. Where no answer comes it is believed, for its next page says what is so. */
async function isKnownIn(space: string): Promise<boolean> {
  const answer = await ask(`/api/spaces/${space}`);
  return answer.ok || answer.code !== "unknown-space";
}

/** Two pages of one browser that sit down at once would each bring a cookie that knows nothing of the other's seat. */
async function oneAfterTheOther<T>(work: () => Promise<T>): Promise<T> {
  if (!("locks" in navigator)) return work();
  const waiting = new AbortController();
  const enough = setTimeout(() => waiting.abort(), longestWaitMs);
  let begun = false;
  try {
    return (await navigator.locks.request(lock, { signal: waiting.signal }, () => {
      begun = true;
      clearTimeout(enough);
      return work();
    })) as T;
  } catch (error) {
    // The other page sleeps with the lock in its hand.
    if (begun) throw error;
    return work();
  }
}
