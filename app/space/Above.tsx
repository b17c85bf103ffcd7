import type { ReactNode } from "react";

// What a press asks of the server is answered within this time, or so late that it comes by itself.
const answeredMs = 3_000;

/**
 * What stands above the canvas for a while. What goes from here by itself leaves its room, so that nothing below
 * jumps; a press in here gives the room back.
 */
export function Above({ children }: { children: ReactNode }) {
  return (
    <div ref={keepsRoom}>
      <div className="flow-root">{children}</div>
    </div>
  );
}

function keepsRoom(outer: HTMLDivElement): () => void {
  const inner = outer.firstElementChild as HTMLElement;
  let pressed = -Infinity;
  let [width, room] = [0, 0];
  const press = (): void => {
    pressed = performance.now();
  };
  const watch = new ResizeObserver(() => {
    const { offsetWidth, offsetHeight } = inner;
    const mayShrink = performance.now() - pressed < answeredMs || offsetWidth !== width;
    [width, room] = [offsetWidth, mayShrink ? offsetHeight : Math.max(room, offsetHeight)];
    outer.style.setProperty("min-height", `${room}px`);
  });
  watch.observe(inner);
  outer.addEventListener("pointerdown", press);
  outer.addEventListener("keydown", press);
  return () => {
    watch.disconnect();
    outer.removeEventListener("pointerdown", press);
    outer.removeEventListener("keydown", press);
  };
}
