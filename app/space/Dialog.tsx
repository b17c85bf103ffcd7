import { use, useId, useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useHidden } from "../hide/hidden.ts";
import { HideButton } from "../hide/HideButton.tsx";
import { ShownContext } from "../live/use-said.tsx";
import { HelpLink } from "../parts/HelpLink.tsx";
import { CoveredContext } from "./covered.ts";

type Props = {
  title: string;
  children: ReactNode;
  /** The buttons at its end, given how to close it. */
  acts: (close: () => void) => ReactNode;
  onClose: () => void;
};

const focusOn = (element: Element | null): void => {
  if (element instanceof HTMLElement) element.focus();
};

/**
 * What a person settles for themselves, over the room. All behind it is out of reach: help and hiding are here too. It
 * makes way for a page that covers the room, and is there again afterwards with all that stood in it.
 */
export function Dialog({ title, children, acts, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const shown = use(ShownContext);
  const makesWay = [use(CoveredContext), useHidden()].includes(true);
  const opener = useRef<Element | null>(null);
  const within = useRef<Element | null>(null);
  // The browser tells of each closing later: by then another may have come.
  const waysMade = useRef(0);
  // Before the page that comes takes the focus: nothing outside of an open dialog can have it.
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (makesWay || !shown) return undefined;
    opener.current ??= document.activeElement;
    shown.showModal();
    focusOn(within.current);
    return () => {
      const { activeElement } = document;
      within.current = shown.contains(activeElement) ? activeElement : null;
      // It may have been closed by its person just before.
      if (!shown.open) return;
      waysMade.current += 1;
      shown.close();
    };
  }, [makesWay]);
  const closed = (): void => {
    if (waysMade.current > 0) {
      waysMade.current -= 1;
      return;
    }
    onClose();
    // The browser gives the focus back, but does not know to whom where the dialog has made way meanwhile.
    const { activeElement, body } = document;
    if (activeElement === body || dialog.current?.contains(activeElement)) focusOn(opener.current);
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={closed}
      className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-page border border-line bg-sheet p-6 pb-0 text-ink shadow-sheet backdrop:bg-paper/80 sm:p-9 sm:pb-0"
    >
      <h2 id={id} className="text-2xl">
        {title}
      </h2>
      {children}
      <div className="mt-6 flex flex-wrap gap-2 border-t border-line pt-5">{acts(() => dialog.current?.close())}</div>
      {/* In view wherever the sheet is scrolled to. */}
      <p className="sticky bottom-0 mt-2 flex flex-wrap gap-x-6 bg-sheet py-4 text-[0.8125rem] text-ink-soft">
        <HelpLink />
        <HideButton />
      </p>
      {/* What is said meanwhile lies behind, out of sight and hearing: it is said here as well. */}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 top-2 z-10 grid justify-items-center px-4 print:hidden"
      >
        {shown !== "" && (
          <p>
            <span className="block rounded-field border border-line bg-sheet px-4 py-2.5 text-ink shadow-sheet">
              {shown}
            </span>
          </p>
        )}
      </div>
    </dialog>
  );
}
