/** Brings parts of the product that are fetched only when they are needed: the one place that fetches them. */

/** A part, or why it did not come as a sentence; and whether this page is older than the server, which has it no more. */
export type Brought<T> = { part: T; why: null } | { part: null; why: string; isOld: boolean };

const old =
  "This page is older than the server by now, so this part does not come any more. Reload the page once. What is kept stays kept, and words that are not sent yet wait in this tab.";
const lost = "This part did not come. The line may be down. Everything else here goes on.";

/** Brings a part: `bring(() => import("./part.ts"))`. Asked again, it is fetched again. */
export async function bring<T>(load: () => Promise<T>): Promise<Brought<T>> {
  try {
    return { part: await load(), why: null };
  } catch (fault) {
    console.error(fault);
    const isOld = await isOutdated();
    return { part: null, why: isOld ? old : lost, isOld };
  }
}

/** Whether the server is there and has another build than the one this page came from: it has not all of its files. */
async function isOutdated(): Promise<boolean> {
  const own = [...document.scripts].map(({ src }) => src).filter((src) => src.includes("/_next/static/"));
  for (const file of own) {
    const answer = await fetch(file, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer === null) return false;
    if (answer.status === 404) return true;
  }
  return false;
}
