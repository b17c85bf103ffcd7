/** What every JSX element of the product is made with: React's own way, with words kept apart from what stands beside them. */
import { type ElementType, Fragment, type Key } from "react";
import { jsx as one, jsxs as several } from "react/jsx-runtime";
import { withWordsApart } from "./words.ts";

export type { JSX } from "react/jsx-runtime";
export { Fragment };

/** Makes an element, with one child or none, or with a list of children of which each has a key. */
export const jsx: typeof one = (type, props, key) => one(type, withWordsApart(type, props), key);

/** Makes an element with several children that stand beside each other in the code. */
export function jsxs(type: ElementType, props: unknown, key?: Key) {
  const apart = withWordsApart(type, props);
  return (Array.isArray(apart.children) ? several : one)(type, apart, key);
}
