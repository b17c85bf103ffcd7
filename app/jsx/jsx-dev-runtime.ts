/** The same while developing, where React is told from which line an element comes. */
import { Fragment } from "react";
import { jsxDEV as make } from "react/jsx-dev-runtime";
import { withWordsApart } from "./words.ts";

export type { JSX } from "react/jsx-dev-runtime";
export { Fragment };

export const jsxDEV: typeof make = (type, props, key, isStatic, ...rest) => {
  const apart = withWordsApart(type, props);
  return make(type, apart, key, isStatic && Array.isArray(apart.children), ...rest);
};
