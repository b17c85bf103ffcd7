/** Whether a browser translates the page it shows. */

/** The language that every page is written in. */
const written = "en";

/** Whether this page is translated at this moment: Chrome, Edge and Safari each leave another sign of it. */
export const isTranslated = (): boolean =>
  document.documentElement.lang !== written ||
  /\btranslated-(ltr|rtl)\b/.test(document.documentElement.className) ||
  document.querySelector("body font, [_msttexthash]") !== null;
