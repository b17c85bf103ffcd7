/** What a browser older than the oldest ones that can do this is told, in words that it still understands. */

/** The browsers of package.json's browserslist as people call them. */
export const oldest = "Safari 15.4, Chrome 100, Edge 100, Firefox 102 or Samsung Internet 18";

const words = [
  "This browser is too old for Clearing.",
  `It needs ${oldest}, or a newer one.`,
  "Nothing that you wrote is lost: it is there in a newer browser and on another device.",
].join(" ");

/**
 * Stands in every page, as a script with its nonce, in the JavaScript of 2009. What it asks for came with the oldest
 * browsers of the list, where nothing older has it. The page for an emergency needs no scripts and is left alone.
 */
export const tellTooOld = `(function(){
if(window.CSSLayerBlockRule&&window.structuredClone&&Object.hasOwn&&[].at||location.pathname==="/help")return;
var note=document.createElement("p"),help=document.createElement("a");
note.setAttribute("role","alert");
note.style.cssText="margin:0;padding:1em;font:18px/1.5 sans-serif;background:#fff;color:#1d2824";
note.appendChild(document.createTextNode(${JSON.stringify(`${words} `)}));
help.href="/help";
help.style.cssText="color:inherit;text-decoration:underline";
help.appendChild(document.createTextNode("If you need help now"));
note.appendChild(help);
document.body.insertBefore(note,document.body.firstChild);
})()`;
