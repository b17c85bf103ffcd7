/** The step of the build that looks whether every browser of the floor can run what was built. */
import { readFileSync } from "node:fs";
import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { hideFirst } from "../../app/hide/first.ts";
import { oldest, tellTooOld } from "../../app/oldest.ts";
import { faultsInNames, faultsInSyntax } from "../../scripts/floor/scripts.mjs";
import { faultsInStyles } from "../../scripts/floor/styles.mjs";

describe("a script is above the floor", () => {
  test.each([
    ["a block of a class", "class A{static{this.x=1}}"],
    ["a pattern that looks behind", "const a=/(?<=b)c/"],
    ["a pattern that looks behind and must not find", "const a=/(?<!b)c/"],
    ["a pattern with sets", "const a=/[a--b]/v"],
    ["resources", "{using a=b()}"],
    ["imports of another kind", 'import a from "./a.json" with{type:"json"};a()'],
  ])("with %s", async (_, code) => {
    expect(await faultsInSyntax(code)).toHaveLength(1);
  });

  test.each([
    "toReversed",
    "toSorted",
    "toSpliced",
    "with",
    "findLast",
    "findLastIndex",
    "union",
    "isSubsetOf",
    "isWellFormed",
    "toWellFormed",
    "groupBy",
    "withResolvers",
    "requestIdleCallback",
    "showPopover",
    "checkVisibility",
  ])("with a call of .%s()", (name) => {
    expect(faultsInNames(`let b=a.${name}(1)`)).toEqual([name]);
    expect(faultsInNames(`let b=a?.${name}?.(1)`)).toEqual([name]);
  });

  test.each([
    "Array.fromAsync",
    "Object.groupBy",
    "Map.groupBy",
    "Promise.try",
    "Promise.withResolvers",
    "AbortSignal.any",
    "AbortSignal.timeout",
    "Intl.DurationFormat",
    "Iterator.from",
    "Error.isError",
    "URL.parse",
  ])("with %s", (name) => {
    expect(faultsInNames(`a(${name}(1))`)).toHaveLength(1);
  });

  test.each(["Temporal", "CompressionStream", "requestIdleCallback"])("with %s of the window", (name) => {
    expect(faultsInNames(`a(new ${name}(1))`)).toHaveLength(1);
  });

  test.each([
    ["\\p{Surrogate}", "/\\p{Surrogate}/u"],
    ["\\p{Cs}", "/[\\p{Cs}]/u"],
    ["\\P{Script=Kawi}", "/\\P{Script=Kawi}/u"],
    ["(?<=…)", 'RegExp("(?<="+a)'],
  ])("with %s in a pattern", (name, code) => {
    expect(faultsInNames(`let a=${code}`)).toEqual([name]);
  });
});

test("a script within the floor is left as it is, whatever its own names are", async () => {
  const code = `
    class A{#a=1;static b=2;has(o){return#a in o}get at(){return[1].at(-1)}}
    const {toSorted:a}={toSorted:b},c=x?.y??z;d||=1;
    const e=/(?<name>\\p{L}\\p{Default_Ignorable_Code_Point})/du,f=Object.hasOwn(a,b)+structuredClone(1)+crypto.randomUUID();
    const g={any:1,timeout:2};g.any();g.timeout();Promise.any([]);new Map().has(1);
  `;
  expect(await faultsInSyntax(code)).toEqual([]);
  expect(faultsInNames(code)).toEqual([]);
});

describe("a style sheet is above the floor", () => {
  test.each([
    ["dvh", "a{height:100dvh}"],
    ["svh", "a{--b:calc(100svh - 1px)}"],
    ["cqw", "a{width:2cqw}"],
    ["oklch", "a{color:oklch(1 2 3)}"],
    ["color-mix", "a{color:color-mix(in oklab,red,blue)}"],
    ["light-dark", "a{--b:light-dark(red,blue)}"],
    ["round", "a{width:calc(1px*round(3))}"],
    ["@container", "@container (width>2px){d{color:red}}"],
    ["@scope", "@scope{a{color:red}}"],
    ["@media (width>=3rem)", "@media (width>=3rem){a{color:red}}"],
    ["&:hover in another rule", "a{&:hover{color:blue}}"],
    [":popover-open", "a:popover-open{color:red}"],
    ["translate", "a{translate:1px}"],
  ])("with %s", (name, css) => {
    expect(faultsInStyles(css)).toEqual([name]);
  });

  test.each([
    ["is said in older words before", "a{height:100vh;height:100dvh}"],
    ["is asked for", "@supports (height:100dvh){a{height:100dvh}}"],
    ["stands in a name", '.min-h-dvh,.a\\:b\\&c,[title="&"]{color:red;content:"dvh(1dvh)"}'],
    [
      "is old enough",
      "@layer a{b:not(.c,.d):is(e):focus-visible::backdrop{inset:1px;aspect-ratio:1;accent-color:red}}",
    ],
  ])("not with what %s", (_, css) => {
    expect(faultsInStyles(css)).toEqual([]);
  });
});

describe("the floor", () => {
  const { browserslist } = JSON.parse(readFileSync("package.json", "utf8")) as { browserslist: string[] };
  const names: Record<string, string> = {
    safari: "Safari",
    ios_saf: "Safari",
    chrome: "Chrome",
    edge: "Edge",
    firefox: "Firefox",
    samsung: "Samsung Internet",
  };
  const called = browserslist.map((line) => line.replace(/^(\w+) >=/, (_, name: string) => names[name] ?? ""));

  test.each(called)("%s is named to people as package.json names it", (name) => {
    expect(oldest).toContain(name);
    expect(readFileSync("README.md", "utf8").replace(/\s+/g, " ")).toContain(oldest);
  });

  test("what stands in every page before its scripts is read by browsers of 2009, or by the floor", async () => {
    const [inOldWords, same] = await Promise.all(["es5", "esnext"].map((target) => transform(tellTooOld, { target })));
    expect(inOldWords?.code).toBe(same?.code);
    expect([...(await faultsInSyntax(hideFirst)), ...faultsInNames(hideFirst)]).toEqual([]);
  });
});
