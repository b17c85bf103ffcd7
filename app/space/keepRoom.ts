import { leastInView, pieces } from "./useStillWords.ts";

// What a press asks of the server is answered within this time, or so late that it comes by itself.
const answeredMs = 3_000;
/** Words are not held in their place for longer than this for somebody who does nothing; so often it is looked at again. */
const restMs = 10_000;
/** A scroll that has not gone on for so long has ended. */
const scrollMs = 200;

/**
 * A `ref` for what is as high as its one child, and stays so for a while when that gets lower by itself. The room ends
 * as soon as nobody writes or points at what lies beneath, and nothing of it is in view or its reader has done something
 * else since. Until then no more of it is kept than the page cannot make up for by scrolling. A press that
 * makes it lower keeps none.
 */
export function keepRoom(outer: HTMLDivElement): () => void {
  const inner = outer.firstElementChild as HTMLElement;
  let [width, room] = [0, 0];
  let hand: EventTarget | null = null;
  let [pressed, went] = [-Infinity, -Infinity];
  let hasActed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const spare = (): number => room - inner.offsetHeight;

  const keep = (kept: number): void => {
    const given = spare() - kept;
    if (given < 1) return;
    // Words in view are held in their place by who looks after them. Where there are none, the page as a whole is.
    const rises = hasWordsInView(outer.parentElement) ? 0 : Math.min(window.scrollY, given);
    room -= given;
    outer.style.setProperty("min-height", `${room}px`);
    if (rises > 0) window.scrollBy({ top: -rises, behavior: "instant" });
  };
  const look = (): void => {
    if (spare() < 1) return;
    const waits = isRead(outer) && !hasActed && performance.now() - went < restMs;
    keep(waits || isHeld(outer, hand) ? Math.max(0, spare() - window.scrollY) : 0);
    lookIn(restMs);
  };
  // In a frame, so that the words are held before anybody hears how far the page has scrolled for it.
  const lookIn = (ms: number): void => {
    if (spare() < 1) return;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    timer = setTimeout(() => (frame = requestAnimationFrame(look)), ms);
  };

  const sizes = new ResizeObserver(() => {
    const { offsetWidth, offsetHeight } = inner;
    const goes = offsetWidth === width && offsetHeight < room;
    [width, room] = [offsetWidth, goes ? room : offsetHeight];
    outer.style.setProperty("min-height", `${room}px`);
    if (!goes) return;
    went = performance.now();
    hasActed = went - pressed < answeredMs;
    lookIn(0);
  });
  const listeners = {
    pointermove({ target }: Event) {
      hand = target;
    },
    pointerdown({ target }: Event) {
      hand = target;
    },
    keydown() {
      hand = null;
    },
    click({ target }: Event) {
      if (!isBeneath(outer, target)) pressed = performance.now();
      hasActed = true;
      lookIn(0);
    },
    keyup() {
      hasActed = true;
      lookIn(0);
    },
    scroll: () => lookIn(scrollMs),
  };
  sizes.observe(inner);
  for (const [name, listener] of Object.entries(listeners))
    document.addEventListener(name, listener, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    sizes.disconnect();
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener, true);
  };
}

function beneath(outer: Element): Element[] {
  const { nextElementSibling: next } = outer;
  return next ? [next, ...beneath(next)] : [];
}

const isBeneath = (outer: Element, target: EventTarget | null): boolean =>
  target instanceof Node && beneath(outer).some((part) => part.contains(target));

/** Whether it is in view, and not at the very edge. */
function isInView(element: Element, edge: number): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > edge && top < window.innerHeight - edge;
}

/** Whether somebody points at what lies beneath, or writes there. */
function isHeld(outer: Element, hand: EventTarget | null): boolean {
  const written = document.querySelector(":is(textarea, input, select):focus");
  return isBeneath(outer, hand) || (written !== null && isBeneath(outer, written) && isInView(written, 0));
}

const hasWordsInView = (part: Element | null): boolean =>
  [...(part?.querySelectorAll(pieces) ?? [])].some((piece) => isInView(piece, leastInView));

const isRead = (outer: Element): boolean => beneath(outer).some((part) => isInView(part, leastInView));
