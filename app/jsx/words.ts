/** Words and elements beside each other: what a page translated by its browser must not confuse React with. */
import { type ElementType, Fragment, type ReactNode } from "react";
import { jsx } from "react/jsx-runtime";

/*
 * A browser that translates a page takes every text node out of it and puts elements of its own there. Where React holds
 * a text node, it then changes words that nobody sees any more, and fails at removing them. It holds one only where words
 * stand beside other things: words that are all that an element holds it puts in whole, whatever stands there. So words
 * beside something get an element of their own here, for all of the product at once.
 */

type Props = { children?: unknown };

/** The properties of an element as React gets them: no words of it stand bare beside anything. */
export function withWordsApart(type: ElementType, given: unknown): Props {
  const props = given as Props;
  const { children } = props;
  if (Array.isArray(children)) {
    const apart = wordsApart(children);
    return { ...props, children: type === Fragment && isWords(apart) ? apartFrom(apart) : apart };
  }
  // What a fragment holds stands beside whatever the fragment stands beside.
  return type === Fragment && isWords(children) ? { ...props, children: apartFrom(children) } : props;
}

const isWords = (child: unknown): child is string | number => typeof child === "string" || typeof child === "number";
const isNothing = (child: unknown): boolean => child === null || child === undefined || typeof child === "boolean";
const apartFrom = (words: string | number): ReactNode => jsx("span", { children: words });

/** Children of which every run of words is one element, at the place of its first; all of them as one string where there is nothing else. */
function wordsApart(children: readonly unknown[]): unknown {
  if (!children.some(isWords)) return children;
  if (children.every((child) => isWords(child) || isNothing(child)))
    return children.filter((child) => isWords(child)).join("");
  const apart: unknown[] = [];
  let run = -1;
  for (const child of children) {
    if (!isWords(child)) {
      // What is nothing at this moment does not end a run: as text the words before and after it are one.
      if (!isNothing(child)) run = -1;
      apart.push(child);
    } else if (run === -1) {
      run = apart.push(String(child)) - 1;
    } else {
      apart[run] = `${String(apart[run])}${child}`;
      // Each of the others keeps its place, or React would take it for another.
      apart.push(null);
    }
  }
  return apart.map((child) => (isWords(child) ? apartFrom(child) : child));
}
