/** Where what stands at the foot is not in view: while one writes on a phone, and on a low screen. `globals.css` has both as variants. */

/** The width up to which the columns stand behind tabs, as under one thumb. */
export const narrow = "(max-width: 760px)";

/** Whether somebody writes on the page at this moment, or presses what takes the focus off their words. */
export const isWriting = (): boolean => document.querySelector("main textarea:focus, html[data-held]") !== null;

/** Whether the screen is so low that the foot goes with the page. The foot itself tells the page so. */
export const isLow = (): boolean => document.documentElement.hasAttribute("data-low");
