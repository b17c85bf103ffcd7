import { type RefObject, useEffect } from "react";

/** What is read as one: of the pieces in view, one is held where it is. */
export const pieces = "li, form";
/** So much of a piece has to be in view, also beneath a head that sticks. */
export const leastInView = 64;

type Place = { top: number; bottom: number };
/** Where everything stood, counted from the top of the page, and how far the page was scrolled. */
type Standing = { places: Map<Element, Place>; scrolled: number };

/**
 * Holds the words that somebody writes or reads where they are on their screen, whatever comes, goes or moves above
 * them. The page does it itself: not every browser does, and none where the words themselves are moved.
 */
export function useStillWords(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const page = main.current;
    if (!page) return undefined;
    const scrollers = [document.documentElement, document.body];
    let before: Standing = { places: new Map(), scrolled: 0 };
    const observed = new Set<Element>([page]);

    const note = (): void => {
      before = standingIn(page);
      // Words that grow in a field change nothing of the page but sizes.
      for (const element of before.places.keys()) {
        if (observed.has(element)) continue;
        observed.add(element);
        sizes.observe(element);
      }
      for (const element of observed) {
        // The page has a place for as long as it has the focus, and is looked at always.
        if (element === page || before.places.has(element)) continue;
        observed.delete(element);
        sizes.unobserve(element);
      }
    };
    const hold = (): void => {
      const scrolled = scrolledBefore(before);
      const by = wayOf(page, before, scrolled);
      if (Math.abs(scrolled + by - window.scrollY) >= 1) window.scrollTo({ top: scrolled + by, behavior: "instant" });
      note();
    };
    // A part that comes takes the focus before the page is looked at again; what had it keeps its place until then.
    const focus = ({ target }: FocusEvent): void => {
      if (target instanceof Element && !before.places.has(target)) before.places.set(target, placeOf(target));
    };
    const sizes = new ResizeObserver(hold);
    const changes = new MutationObserver(hold);
    note();
    sizes.observe(page);
    changes.observe(page, {
      childList: true,
      characterData: true,
      attributeFilter: ["class", "hidden", "open"],
      subtree: true,
    });
    page.addEventListener("focusin", focus);
    window.addEventListener("scroll", note, { passive: true });
    for (const { style } of scrollers) style.setProperty("overflow-anchor", "none");
    return () => {
      sizes.disconnect();
      changes.disconnect();
      page.removeEventListener("focusin", focus);
      window.removeEventListener("scroll", note);
      for (const { style } of scrollers) style.removeProperty("overflow-anchor");
    };
  }, [main]);
}

function placeOf(element: Element): Place {
  const { top, bottom } = element.getBoundingClientRect();
  return { top: top + window.scrollY, bottom: bottom + window.scrollY };
}

function standingIn(page: HTMLElement): Standing {
  const shown = [...page.querySelectorAll(pieces)].filter((piece) => piece.getClientRects().length > 0);
  const around = shown.flatMap(({ parentElement }) => parentElement ?? []);
  const { activeElement } = document;
  const focused = page.contains(activeElement) && activeElement !== null ? [activeElement] : [];
  const places = new Map([...shown, ...around, ...focused].map((element) => [element, placeOf(element)]));
  return { places, scrolled: window.scrollY };
}

/** How far the page was scrolled before a change: one that makes it shorter takes it up as far as it must. */
function scrolledBefore({ scrolled }: Standing): number {
  const isAtEnd = window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 1;
  return isAtEnd ? Math.max(scrolled, window.scrollY) : window.scrollY;
}

/**
 * Of the pieces that were in view the first that others have not changed places with; where all have, the first that the
 * fewest have: what was moved is carried past many, and takes nobody along.
 * @param before everything that had a place, in the order in which it stood
 */
function leastMoved(
  page: HTMLElement,
  before: Element[],
  isInView: (element: Element) => boolean,
): Element | undefined {
  const now = new Map([...page.querySelectorAll(pieces)].map((piece, at) => [piece, at]));
  const order = before.flatMap((element) => {
    const at = now.get(element);
    return at === undefined ? [] : [{ element, at }];
  });
  const passed = (piece: (typeof order)[number], was: number): number =>
    order.filter(({ at }, other) => at < piece.at !== other < was && other !== was).length;
  const inView = order.flatMap((piece, was) =>
    isInView(piece.element) ? [{ element: piece.element, passed: passed(piece, was) }] : [],
  );
  const least = Math.min(...inView.map(({ passed }) => passed));
  return inView.find(({ passed }) => passed === least)?.element;
}

/** How far what is held has gone down since then. */
function wayOf(page: HTMLElement, { places }: Standing, scrolled: number): number {
  const wentDown = (element: Element): number =>
    placeOf(element).top - (places.get(element)?.top ?? placeOf(element).top);
  const isInView = (element: Element): boolean => {
    const place = places.get(element);
    // What is folded away meanwhile stands nowhere.
    if (!place || element.getClientRects().length === 0) return false;
    return place.bottom - scrolled > leastInView && place.top - scrolled < window.innerHeight - leastInView;
  };
  const { activeElement } = document;
  if (activeElement && page.contains(activeElement) && activeElement.closest(pieces) && isInView(activeElement))
    return wentDown(activeElement);
  // A press does not give the focus everywhere, and where columns lie side by side a hand shows which one is read.
  const pointedAt = [...page.querySelectorAll(`:is(${pieces}):hover`)].filter(isInView).at(-1);
  const held = pointedAt ?? leastMoved(page, [...places.keys()], isInView);
  if (!held) return 0;
  // At the top of the page what comes above is to be seen, and not to be scrolled away.
  const list = held.parentElement;
  return scrolled > 0 || !list ? wentDown(held) : wentDown(held) - wentDown(list);
}
