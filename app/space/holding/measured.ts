import { isWriting } from "../../parts/writing.ts";

/** Below this height, counted in letters, the foot would take too much of the screen. */
const lowestRem = 30;

/**
 * Tells the page whether its screen is low, how high what stays at its foot is, so that what is shown above does not
 * cover it, and how much of the screen a keyboard lies over where the page does not shrink for it.
 */
export function measured(foot: HTMLElement): () => void {
  const root = document.documentElement;
  const { visualViewport } = window;
  let high = 0;
  const look = (): void => {
    // A query of the screen's height would not know of letters that are twice as large.
    const letter = Number.parseFloat(getComputedStyle(root).fontSize);
    root.toggleAttribute("data-low", window.innerHeight < lowestRem * letter);
    const line = foot.querySelector<HTMLElement>("[data-last-line]");
    const staying = line && getComputedStyle(line).position === "fixed" ? line : foot;
    // While somebody writes on a phone the foot is low. It is high again the moment the focus goes on, and what takes
    // the focus then must stand clear of it.
    const isFolded = isWriting() && staying.offsetHeight < high;
    if (!isFolded) high = staying.offsetHeight;
    root.style.setProperty("--foot", `${high}px`);
  };
  const lift = (): void => {
    if (!visualViewport || visualViewport.scale !== 1) return;
    const { height, offsetTop } = visualViewport;
    root.style.setProperty("--keyboard", `${Math.max(0, Math.round(window.innerHeight - height - offsetTop))}px`);
  };
  const watch = new ResizeObserver(look);
  watch.observe(foot);
  window.addEventListener("resize", look);
  visualViewport?.addEventListener("resize", lift);
  visualViewport?.addEventListener("scroll", lift);
  return () => {
    watch.disconnect();
    window.removeEventListener("resize", look);
    visualViewport?.removeEventListener("resize", lift);
    visualViewport?.removeEventListener("scroll", lift);
    root.removeAttribute("data-low");
    for (const name of ["--foot", "--keyboard"]) root.style.removeProperty(name);
  };
}
