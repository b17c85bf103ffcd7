/** One question before this page is left with words on it that the server does not have. */
import type { Progress } from "./page-state.ts";
import type { Store } from "./store.ts";

/** Lets the browser ask, once for each time that words are unkept. Gives back how to stop. */
export function askBeforeLeaving(page: Window, documents: readonly Store<Progress>[]): () => void {
  let asking = false;
  let asked = false;

  // It is not taken away here: Chromium asks nothing where who objects is gone before the event is over.
  const ask = (event: BeforeUnloadEvent): void => {
    if (!asked) event.preventDefault();
    asked = true;
  };
  // A page that listens for its end is not kept in the browser's memory, so this comes and goes.
  const look = (): void => {
    const unkept = documents.some((document) => document.snapshot().unkept);
    if (unkept === asking) return;
    asking = unkept;
    asked = false;
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
