/** Somebody in front of a browser of any engine: they look for things by what these are called, press and write. */
import { expect } from "@playwright/test";
import { type Pane, keys } from "./engine.ts";

/** What a thing on a page can be, and how the page says so. */
const kinds = {
  button: "button, [role=button], summary",
  link: "a[href]",
  field: "input:not([type=checkbox], [type=radio]), textarea",
  checkbox: "input[type=checkbox]",
  group: "[role=group], fieldset",
  dialog: "dialog[open], [role=dialog]",
} as const;
type Kind = keyof typeof kinds;

/** As long as the slowest of machines may take for one step. */
const patienceMs = 20_000;

export type Person = ReturnType<typeof personAt>;

export function personAt(pane: Pane) {
  const find = <T>(kind: Kind, name: string, read: (found: HTMLElement) => T): Promise<T | null> => {
    const [selector, called] = [kinds[kind], name].map((one) => JSON.stringify(one));
    return pane.value(`(${String(findInPage)})(${selector}, ${called}, ${String(read)})`) as Promise<T | null>;
  };

  /** Looks again and again. A page that is on its way to another answers nothing for a moment. */
  const until = (look: () => Promise<void>): Promise<void> =>
    expect(look).toPass({ timeout: patienceMs, intervals: [50, 100, 200] });

  const comes = async <T>(kind: Kind, name: string, read: (found: HTMLElement) => T): Promise<T> => {
    let found: T | null = null;
    await until(async () => {
      found = await find(kind, name, read);
      expect(found, `There must be a ${kind} "${name}".`).not.toBeNull();
    });
    return found as T;
  };

  const presses = async (kind: Kind, name: string): Promise<void> => {
    let place: [number, number] = [0, 0];
    await until(async () => {
      const before = place;
      place = (await find(kind, name, placeInPage)) ?? [0, 0];
      expect(place, `There must be a ${kind} "${name}" to press.`).not.toEqual([0, 0]);
      expect(place, `The ${kind} "${name}" must have come to rest.`).toEqual(before);
    });
    await pane.click(...place);
    // What comes from the other at this moment may move it from under the pointer. Whoever misses presses again.
    if (await isMissed()) await presses(kind, name);
  };

  /** Whether a press has fallen beside what was looked for, on a page that is still there. */
  const isMissed = async (): Promise<boolean> => {
    let missed: unknown = true;
    for (let looks = 20; looks > 0 && missed === true; looks -= 1)
      await until(async () => void (missed = await pane.value("window.missed")));
    return missed === true;
  };

  /** Waits until a field holds these words. */
  const readsIn = (name: string, words: string): Promise<void> =>
    until(async () => expect(await find("field", name, (field) => (field as HTMLInputElement).value)).toBe(words));

  return {
    opens: (url: string): Promise<void> => pane.open(url),
    presses,
    /** Puts the caret into a field and writes there, key by key. */
    async writes(name: string, words: string): Promise<void> {
      await presses("field", name);
      await comes("field", name, (field) => document.activeElement === field || null);
      // A driver that fails amid the keys, as WebKit's does now and then, is asked for those that are missing.
      await until(async () => {
        const stands = (await find("field", name, (field) => (field as HTMLInputElement).value)) ?? "";
        expect(words.slice(0, stands.length)).toBe(stands);
        await pane.strike(...Array.from(words.slice(stands.length)));
      });
      await readsIn(name, words);
    },
    hides: (): Promise<void> => pane.strike(keys.escape, keys.escape, keys.escape),
    /** Waits until these words stand on the page, and can be read there. */
    reads: (words: string): Promise<void> =>
      until(async () =>
        expect(await pane.value("document.body.innerText.replace(/\\s+/g, ' ')")).toEqual(
          expect.stringContaining(words),
        ),
      ),
    /** Gives the names of the fonts that the page has fetched. */
    fonts: (): Promise<string[]> =>
      pane.value(
        "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /woff2/.test(name))",
      ) as Promise<string[]>,
    sees: (kind: Kind, name: string): Promise<boolean> => comes(kind, name, () => true),
    /** Waits until there is nothing of this name to be seen. */
    seesNo: (kind: Kind, name: string): Promise<void> =>
      until(async () => expect(await find(kind, name, () => true)).toBeNull()),
    readsIn,
    /** Gives what a field holds, once it is there. */
    copies: (name: string): Promise<string> => comes("field", name, (field) => (field as HTMLInputElement).value),
  };
}

// What follows runs in the page, where nothing else of this file is known.

declare global {
  interface Window {
    /** Whether what was last looked for to be pressed has not been pressed since. */
    missed?: boolean;
  }
}

/** The visible thing of this name that the page's scripts have taken charge of, or null. A name may end with "…". */
function findInPage<T>(selector: string, name: string, read: (found: HTMLElement) => T): T | null {
  const flat = (text: string | null | undefined): string => (text ?? "").replace(/\s+/g, " ").trim();
  const nameOf = (element: Element): string => {
    const ids = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const label = "labels" in element ? (element.labels as NodeListOf<HTMLElement> | null)?.[0] : undefined;
    return flat(
      element.getAttribute("aria-label") ??
        (ids.length > 0 ? ids.map((id) => document.getElementById(id)?.textContent).join(" ") : undefined) ??
        (label ?? (element as HTMLElement)).innerText,
    );
  };
  const isIt = (called: string): boolean =>
    name.endsWith("…") ? called.startsWith(name.slice(0, -1)) : called === name;
  const isAlive = (element: Element): boolean => Object.keys(element).some((key) => key.startsWith("__reactProps"));
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find(
    (element) => element.getClientRects().length > 0 && isAlive(element) && isIt(nameOf(element)),
  );
  return found ? read(found) : null;
}

/** Where something can be pressed, or null while it cannot: it is switched off, has only just come, or something lies over it. */
function placeInPage(found: HTMLElement): [number, number] | null {
  found.scrollIntoView({ block: "center" });
  window.missed = true;
  found.addEventListener("click", () => (window.missed = false), { capture: true, once: true });
  const { left, top, width, height } = found.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const there = document.elementFromPoint(x, y);
  const takesPress = getComputedStyle(found).pointerEvents !== "none";
  const isFree = takesPress && there !== null && (found.contains(there) || there.contains(found));
  return isFree && !found.matches(":disabled") ? [x, y] : null;
}
