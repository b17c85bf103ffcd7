// What a style sheet says that a browser of the floor lacks, and neither asks for with @supports nor says another way first.
import postcss from "postcss";
import { data, isLacking } from "./browsers.mjs";

const { properties, selectors, types, "at-rules": atRules } = data.css;

/** What may stand in a style sheet though it is above the floor, and why. Each use has been looked at. */
const known = new Set(
  Object.entries({
    "Tailwind sets the same values where it is unknown": "@property",
    "without it lines only break less well": "text-wrap",
    "a field that does not know it is measured": "field-sizing",
    "without it the caret may stand lower, and paper holds the whole page": ":has",
    "Tailwind's, for date fields and spin buttons; they are as their browser draws them":
      "lh,:-webkit-inner-spin-button",
    "a telephone has no cursor, and no corner to pull":
      "cursor: pointer,cursor: default,cursor: not-allowed,cursor: progress,resize",
    "a telephone draws its own": ":selection",
  }).flatMap(([, names]) => names.split(",")),
);

const isNew = (feature) => Boolean(feature?.__compat && isLacking(feature.__compat));

/** The functions and units that a browser of the floor lacks. */
const newFunctions = new Set(
  [types, types.color].flatMap((type) => Object.keys(type).filter((name) => isNew(type[name]))),
);
const newUnits = new Set([
  ...Object.keys(types.length).filter((name) => isNew(types.length[name])),
  ...unitsOf(["sv", "lv", "dv"], "viewport_percentage_units_dynamic"),
  ...unitsOf(["cq"], "container_query_length_units"),
]);

function unitsOf(beginnings, feature) {
  if (!isNew(types.length[feature])) return [];
  return beginnings.flatMap((one) => ["w", "h", "i", "b", "min", "max"].map((side) => one + side));
}

/** The names in a style sheet of what a browser of the floor lacks. */
export function faultsInStyles(css) {
  const found = new Set();
  postcss.parse(css).walk((node) => {
    if (!isAsked(node)) for (const name of read[node.type]?.(node) ?? []) found.add(name);
  });
  return [...found].filter((name) => !known.has(name));
}

const read = {
  atrule: ({ name, params }) => [
    ...(isNew(atRules[name]) ? [`@${name}`] : []),
    ...(name === "media" && /[<>]/.test(params) ? [`@media ${params}`] : []),
  ],
  rule: ({ selector, parent }) => [
    ...(parent.type === "rule" || /(?<!\\)&/.test(selector.replace(/"[^"]*"/g, ""))
      ? [`${selector} in another rule`]
      : []),
    ...[...selector.matchAll(/(?<!\\):([a-z-]+)/g)].filter(([, name]) => isNew(selectors[name])).map(([name]) => name),
  ],
  decl: ({ prop, value, parent }) => {
    if (prop.startsWith("-webkit-") || prop.startsWith("-moz-")) return [];
    if (isNew(properties[prop])) return parent.nodes.some((one) => one.prop === `-webkit-${prop}`) ? [] : [prop];
    const isSaidBefore = parent.nodes.find((one) => one.prop === prop).value !== value;
    if (isSaidBefore) return [];
    const text = value.replace(/"[^"]*"|--[\w-]+/g, "");
    return [
      ...[...text.matchAll(/[a-z-]+(?=\()/g)].map(([name]) => name).filter((name) => newFunctions.has(name)),
      ...[...text.matchAll(/(?<=\d)[a-z]+/g)].map(([name]) => name).filter((name) => newUnits.has(name)),
      ...(isNew(properties[prop]?.[text]) ? [`${prop}: ${text}`] : []),
    ];
  },
};

/** Whether it stands in a question that only a browser which has it answers with yes. */
const isAsked = ({ parent }) => Boolean(parent) && (parent.name === "supports" || isAsked(parent));
