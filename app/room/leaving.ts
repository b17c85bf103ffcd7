/** One question before this page is left with words on it that the server does not have. */
import type { Progress } from "./open-page.ts";
import type { Store } from "./store.ts";

/** Lets the browser ask, once for each time that words are unkept. Gives back how to stop. */
export function askBeforeLeaving(page: Window, documents: readonly Store<Progress>[]): () => void {
  let asking = false;

  const ask = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
    page.removeEventListener("beforeunload", ask);
  };
  // A page that listens for its end is not kept in the browser's memory, so this comes and goes.
  const look = (): void => {
    const unkept = documents.some((document) => document.snapshot().unkept);
    if (unkept === asking) return;
    asking = unkept;
    if (unkept) page.addEventListener("beforeunload", ask);
    else page.removeEventListener("beforeunload", ask);
  };

  const stops = documents.map((document) => document.subscribe(look));
  look();
  return () => {
    for (const stop of stops) stop();
    page.removeEventListener("beforeunload", ask);
  };
}
