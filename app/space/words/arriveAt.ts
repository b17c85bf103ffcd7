import { takeFocus } from "../../parts/hands.ts";

/** A `ref` for the heading of something that opened: it takes the focus, and all of it comes into view. */
export function arriveAt(heading: HTMLElement | null): void {
  if (!heading) return;
  takeFocus(heading, { preventScroll: true });
  heading.closest("[data-opens]")?.scrollIntoView({ block: "nearest" });
}
