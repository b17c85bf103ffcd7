/** Writing on a phone: the foot is low then, and what stands there is not in view. `globals.css` has the same as variants. */

/** The width up to which the columns stand behind tabs, as under one thumb. */
export const narrow = "(max-width: 760px)";

/** Whether somebody writes on the page at this moment, or presses what takes the focus off their words. */
export const isWriting = (): boolean => document.querySelector("main textarea:focus, html[data-held]") !== null;
