import { Fragment, type ReactElement, type ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { jsx, jsxs } from "../../app/jsx/jsx-runtime.ts";

const bold = (words: string) => jsx("b", { children: words });
/** Children as a page would hold them: words bare or in a span, and other elements. */
const drawn = (child: ReactNode | ReactElement<{ children?: ReactNode }>[]): unknown => {
  if (Array.isArray(child)) return child.map((one) => drawn(one));
  if (typeof child !== "object" || child === null || !("type" in child)) return child;
  const { type, props } = child as ReactElement<{ children?: ReactNode }>;
  return { [String(type)]: drawn(props.children) };
};
const inParagraph = (...children: ReactNode[]): unknown =>
  drawn((jsxs("p", { children }) as ReactElement<{ children: ReactNode }>).props.children);

describe("words beside other things", () => {
  test("words alone are put in whole, in one piece", () => {
    expect(inParagraph("You offer ", 5, " minutes.", null, false)).toBe("You offer 5 minutes.");
    expect(drawn(jsx("p", { children: "Kept" }))).toEqual({ p: "Kept" });
  });

  test("beside an element they have an element of their own, and what was one run of text is one", () => {
    expect(inParagraph("Keep ", "this ", bold("now"), ", please")).toEqual([
      { span: "Keep this " },
      null,
      { b: "now" },
      { span: ", please" },
    ]);
  });

  test("what is not there at this moment keeps its place and does not cut a run in two", () => {
    expect(inParagraph("a", false, "b", bold("c"), null)).toEqual([{ span: "ab" }, false, null, { b: "c" }, null]);
  });

  test("in a fragment even words alone do, for they stand beside what the fragment stands beside", () => {
    const fragment = jsx(Fragment, { children: "Saved" }) as ReactElement<{ children: ReactNode }>;
    expect(drawn(fragment.props.children)).toEqual({ span: "Saved" });
    const several = jsxs(Fragment, { children: ["Saved", " now"] }) as ReactElement<{ children: ReactNode }>;
    expect(drawn(several.props.children)).toEqual({ span: "Saved now" });
  });

  test("a part of the product that asks for words gets words, and functions go through untouched", () => {
    const Part = ({ children }: { children: ReactNode }) => children;
    const made = jsxs(Part, { children: ["Hello ", "Pia"] }) as ReactElement<{ children: ReactNode }>;
    expect(made.props.children).toBe("Hello Pia");
    const draw = () => null;
    expect((jsx(Part, { children: draw }) as ReactElement<{ children: unknown }>).props.children).toBe(draw);
  });
});
