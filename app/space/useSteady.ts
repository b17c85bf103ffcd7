import { useRef, useState } from "react";

/** A finger has left as soon as it is lifted, and may come again for the second half of a double tap. */
const fingerMs = 1_000;

type Row = { id: string };
export type Steady<T extends Row> = T & {
  /** No longer in the list, and here only so that nothing moves. */ gone: boolean;
};

/**
 * A list that does not move under a hand: while somebody points at it, or is in it with the keyboard, what goes leaves
 * its place behind and what comes stands at the end. `hold` belongs on the element of the list.
 */
export function useSteady<T extends Row>(list: readonly T[]) {
  const [held, setHeld] = useState({ points: false, focus: false });
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const point = (points: boolean) => setHeld((is) => ({ ...is, points }));
  const [rows, setRows] = useState<readonly Steady<T>[]>([]);
  const isHeld = (held.points || held.focus) && list.length > 0;
  const now = isHeld ? inPlace(rows, list) : list.map((row) => ({ ...row, gone: false }));
  if (JSON.stringify(now) !== JSON.stringify(rows)) setRows(now);
  return {
    rows: now,
    hold: {
      onPointerEnter() {
        clearTimeout(leaving.current);
        point(true);
      },
      onPointerLeave() {
        leaving.current = setTimeout(() => point(false), fingerMs);
      },
      onFocus: () => setHeld((is) => ({ ...is, focus: true })),
      onBlur: () => setHeld((is) => ({ ...is, focus: false })),
    },
  };
}

function inPlace<T extends Row>(before: readonly Steady<T>[], list: readonly T[]): Steady<T>[] {
  const old = before.map((row) => {
    const now = list.find(({ id }) => id === row.id);
    return now ? { ...now, gone: false } : { ...row, gone: true };
  });
  const fresh = list.filter(({ id }) => !before.some((row) => row.id === id));
  return [...old, ...fresh.map((row) => ({ ...row, gone: false }))];
}
