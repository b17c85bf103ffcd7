/** What has just come beneath a finger: a press there was meant for what lay there before. Keys know what they press. */

const meantForItMs = 700;
/** What somebody's own press changes comes with it. */
const ownMs = 100;

/** A `ref`: the element takes no press of a pointer for a moment after it has come. */
export function justCome(element: HTMLElement | null): () => void {
  if (!element) return () => undefined;
  // Nothing is caught and thrown away: the press goes to what lies around, where it does nothing.
  element.style.setProperty("pointer-events", "none");
  const meant = setTimeout(() => element.style.removeProperty("pointer-events"), meantForItMs);
  return () => clearTimeout(meant);
}

/**
 * A `ref` for a button that becomes its own opposite in its place: nothing presses it for a moment then. It may have the
 * focus meanwhile, so a key too was meant for what stood there before.
 */
export function justTurned(button: HTMLElement | null): () => void {
  if (!button) return () => undefined;
  let turnedAt = -Infinity;
  let forget = (): void => undefined;
  const press = (event: Event): void => {
    if (performance.now() - turnedAt < meantForItMs) event.stopPropagation();
  };
  const changes = new MutationObserver(() => {
    turnedAt = performance.now();
    forget();
    forget = justCome(button);
  });
  button.addEventListener("click", press, true);
  changes.observe(button, { childList: true, characterData: true, subtree: true });
  return () => {
    forget();
    changes.disconnect();
    button.removeEventListener("click", press, true);
  };
}

/** A `ref` for a list: nothing in it takes one for a moment after something in it has come, gone or become another. */
export function justChanged(list: HTMLElement | null): () => void {
  if (!list) return () => undefined;
  let pressed = -Infinity;
  let forget = (): void => undefined;
  const press = (): void => {
    pressed = performance.now();
  };
  const changes = new MutationObserver(() => {
    if (performance.now() - pressed < ownMs) return;
    forget();
    forget = justCome(list);
  });
  list.addEventListener("click", press, true);
  changes.observe(list, { childList: true, characterData: true, subtree: true });
  return () => {
    forget();
    changes.disconnect();
    list.removeEventListener("click", press, true);
  };
}
