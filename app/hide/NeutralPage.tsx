import { useEffect, useRef } from "react";
import { hiddenTitle as title } from "./first.ts";
import { disguise } from "./head.ts";
import { comeBack } from "./hidden.ts";

/**
 * A page that anybody may have open. It lies over everything, dialogs included, and gives way only when its title is
 * pressed: a stranger does not press a title, and by keyboard and by ear it is the one button of the page.
 */
export function NeutralPage() {
  const dialog = useRef<HTMLDialogElement>(null);

  // The title is not what is focused: a key that was meant for the page before must not press it.
  const show = (): void => {
    dialog.current?.showModal();
    dialog.current?.focus();
  };
  useEffect(() => {
    show();
    return disguise(title);
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-label={title}
      tabIndex={-1}
      onCancel={(event) => event.preventDefault()}
      // A browser lets the second Escape through, whatever is said to the first.
      onClose={show}
      className="visible m-0 size-full max-h-none max-w-none overflow-y-auto border-0 bg-white p-6 font-[system-ui] text-black outline-none backdrop:bg-white sm:p-12 dark:bg-[#1c1c1c] dark:text-[#ddd] dark:backdrop:bg-[#1c1c1c]"
    >
      <button type="button" onClick={comeBack} className="cursor-text text-2xl font-semibold">
        {title}
      </button>
      <ul className="mt-4 list-disc space-y-1.5 pl-6 text-lg">
        <li>Bread, oats, apples, dish soap</li>
        <li>Stamps</li>
        <li>Ring about the tap in the kitchen</li>
        <li>Library books, by Friday</li>
        <li>New batteries for the smoke detector</li>
      </ul>
    </dialog>
  );
}
