/** What a hidden page that is loaded anew does before its scripts are here: it shows nothing of itself. */

export const hiddenKey = "hidden";
export const hiddenTitle = "Notes";

/**
 * Stands first in every page, as a script with its nonce. Its mark on the root element is the title it took away. Where
 * the browser keeps nothing for a page, no page is hidden from before.
 */
export const hideFirst = `try{if(sessionStorage.getItem("${hiddenKey}")==="yes"){document.documentElement.dataset.hidden=document.title;document.title="${hiddenTitle}"}}catch(e){}`;

/** The title that `hideFirst` took away, if it did. */
export const titleBefore = (): string | undefined => document.documentElement.dataset["hidden"];

/** Takes back what `hideFirst` has done to the page. */
export const showAgain = (): void => void delete document.documentElement.dataset["hidden"];
