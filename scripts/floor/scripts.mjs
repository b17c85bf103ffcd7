// What a script says that a browser of the floor lacks: syntax that it cannot read, functions that it does not have.
import { transform } from "esbuild";
import { data, isLacking, targets } from "./browsers.mjs";

/** What may stand in a script though it is above the floor, or looks like it, and why. Each use has been looked at. */
const known = new Set(
  Object.entries({
    "React and Next use it only where it is there":
      "ariaLive canIntercept currentEntry requestSubmit skipTransition startViewTransition transferSize movementX movementY fetchPriority",
    "React's or Next's own name for something else":
      "chunks createContext displayName expirationTime imageSizes isActive isVisible responseHeaders use Profiler ViewTransition",
    "React's old spelling for old browsers": "cssFloat fromElement marginBottom marginTop TextEvent setImmediate",
    "Next brings its own where it is missing": "URL.canParse",
    "Socket.IO's own name, and a transport that we do not use": "writeBuffer createBidirectionalStream WebTransport",
    "Yjs has a method of that name": "toArray",
    "lib0 does without where it is missing": "RegExp.escape cancelIdleCallback",
    "@noble/hashes does without where it is missing": "toHex Uint8Array.fromHex",
    "the call and the device check ask first": "setSinkId connectionState",
    "the quiet asks first": "wakeLock",
    "hiding asks first, and a video does without":
      "pictureInPictureElement exitPictureInPicture disablePictureInPicture",
    "the way back from the words for an emergency asks first": "canGoBack",
    "a circle with a letter does without where it is missing": "Intl.Segmenter",
  }).flatMap(([, names]) => names.split(" ")),
);

/** The properties of letters that every engine of the floor knows, and means the same by. */
const properties =
  /^(?:[LMNPSZ][a-z]?|Cc|Cf|White_Space|Default_Ignorable_Code_Point|Noncharacter_Code_Point|Extended_Pictographic|Ideographic|Script=Arabic|Regional_Indicator|Emoji(?:_Presentation|_Modifier|_Modifier_Base)?)$/;

const plain = { charset: "utf8", legalComments: "none", logLevel: "silent" };
const forFloor = {
  ...plain,
  target: targets,
  logOverride: { "unsupported-regexp": "error" },
  supported: { "regexp-unicode-property-escapes": true }, // which of them is looked at below
};

/** What a script says in syntax that a browser of the floor cannot read. */
export async function faultsInSyntax(code) {
  try {
    const [old, same] = await Promise.all([transform(code, forFloor), transform(code, { ...plain, target: "esnext" })]);
    if (old.code === same.code) return [];
    let at = 0;
    while (same.code[at] === old.code[at]) at += 1;
    return [`new syntax near "${same.code.slice(Math.max(0, at - 20), at + 40)}"`];
  } catch (fault) {
    return fault.errors.map(
      ({ text, location }) =>
        `${text.split(" in the configured")[0]}: ${location.lineText.slice(location.column, location.column + 40)}`,
    );
  }
}

/** The names in a script of what a browser of the floor lacks. */
export function faultsInNames(code) {
  const found = new Set();
  for (const [, owner, member] of code.matchAll(/([\w$]+)?\??\.([A-Za-z_$][\w$]*)/g)) {
    const both = `${owner}.${member}`;
    if (isOld.both.get(both) === false) found.add(both);
    else if (!isOld.both.get(both) && isOld.members.get(member) === false) found.add(member);
  }
  for (const [name] of code.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*(?![\w$]|\s*:)/g))
    if (isOld.globals.get(name) === false) found.add(name);
  for (const [whole, name] of code.matchAll(/\\[pP]\{([^}]*)\}/g)) if (!properties.test(name)) found.add(whole);
  // Also in words from which a pattern is made later.
  for (const [start] of code.matchAll(/\(\?<[=!]/g)) found.add(`${start}…)`);
  return [...found].filter((name) => !known.has(name));
}

const isOld = namesOf(data);

/**
 * Every name of MDN's data, and whether the whole floor has it. A member is told by its name alone, so it counts as old
 * where anything old is called the same; and of what belongs to pages, not to the language, only names of several words
 * are told, because the short ones are everybody's.
 */
function namesOf({ javascript, api }) {
  const names = { both: new Map(), members: new Map(), globals: new Map() };
  const put = (map, name, old) => map.set(name, map.get(name) || old);
  const read = (owners, isTold) => {
    for (const [owner, { __compat: itself, ...features }] of Object.entries(owners)) {
      if (itself) put(names.globals, owner, !isLacking(itself));
      for (const [key, { __compat: feature }] of Object.entries(features)) {
        if (!feature) continue;
        const name = key.replace(/_static$/, "");
        const old = !isLacking(feature);
        put(names.both, `${owner}.${name}`, old);
        put(names.members, name, old || !isTold(name));
        if (owner === "Window") put(names.globals, name, old || !isTold(name));
      }
    }
  };
  read(javascript.builtins, () => true);
  read(api, (name) => /[a-z][A-Z]/.test(name));
  return names;
}
