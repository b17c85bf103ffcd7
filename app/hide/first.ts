/** What a page does before its scripts are here: hidden, it shows nothing of itself, and it hears who hides it. */
import { escapeInScript } from "../browser/keys.ts";
import { presses, withinMs } from "./escapes.ts";

export const hiddenKey = "hidden";
export const hiddenTitle = "Notes";

declare global {
  interface Window {
    /** When Escape was pressed before the scripts were here; gone once they are. */
    escapesBefore?: number[] | undefined;
  }
}

/**
 * Stands first in every page, as a script with its nonce. Its mark on the root element is the title it took away. Where
 * the browser keeps nothing for a page, no page is hidden from before. Escape would end the loading of the page, and with
 * it the way back.
 */
export const hideFirst = `(function(page,root){
function cover(){root.dataset.hidden=document.title;document.title="${hiddenTitle}"}
try{if(sessionStorage.getItem("${hiddenKey}")==="yes")cover()}catch(fault){}
page.escapesBefore=[];
page.addEventListener("keydown",function(event){
if(!page.escapesBefore||event.repeat||!(${escapeInScript}))return;
event.preventDefault();
if(root.dataset.hidden!==undefined)return;
var times=page.escapesBefore.filter(function(at){return event.timeStamp-at<${withinMs}}).concat(event.timeStamp);
page.escapesBefore=times.length<${presses}?times:[];
if(times.length<${presses})return;
cover();
try{sessionStorage.setItem("${hiddenKey}","yes")}catch(fault){}
},true)
})(window,document.documentElement)`;

/** The title that `hideFirst` took away, if it did. */
export const titleBefore = (): string | undefined => document.documentElement.dataset["hidden"];

/** Takes back what `hideFirst` has done to the page. */
export const showAgain = (): void => void delete document.documentElement.dataset["hidden"];

/** Hears Escape in the place of `hideFirst` from now on. Gives when it was pressed until now. */
export function takeOver(): number[] {
  const times = window.escapesBefore ?? [];
  window.escapesBefore = undefined;
  return times;
}
