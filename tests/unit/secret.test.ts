import { expect, test } from "vitest";
import { secretIn } from "../../lib/secret.ts";
import { newSecret } from "../../server/records/secrets.ts";

const code = "7k3m-0p1x-zz9d-h2vw-q4tn-abcd-e";
const link = `https://clearing.example/join#${code}`;

const found: Record<string, string> = {
  "a link": link,
  "a code": code,
  "a link in a message": `Hi Chris, here is the link: ${link}. See you Tuesday`,
  "a link with a full stop": `${link}.`,
  "a link with words right behind it": `${link}, and bring your shoes`,
  "a link in angle brackets": `Here: <${link}>`,
  "a link in quotation marks": `“${link}”`,
  "a link in brackets": `(see ${link})`,
  "a link in Markdown": `[come in](${link})`,
  "a link in HTML": `<a href="${link}">${link}</a>`,
  "a link that a mail broke within a group": link.replace("zz9d", "zz\r\n9d"),
  "a link that a mail broke and quoted": link.replace("-h2vw", "-\r\n> > h2vw"),
  "a link in quoted-printable": link.replace("q4tn", "q4=\r\ntn"),
  "a link within another": `https://safe.example/?url=${encodeURIComponent(link)}&data=05`,
  "a link within another, escaped twice": `https://safe.example/?url=${encodeURIComponent(encodeURIComponent(link))}`,
  "a link with escapes that are none": `100% ours %zz %e0%a4 ${link}`,
  "soft hyphens": link.replaceAll("-", "-\u00ad"),
  "signs that cannot be seen": Array.from(link).join("\u200b"),
  "a mark of direction before and behind": `\u2067${link}\u2069\u200f`,
  "dashes that a program made long": `code: ${code.replaceAll("-", "–")}`,
  "dashes that do not break": code.replaceAll("-", "\u2011"),
  "spaces for dashes": `Your key is ${code.replaceAll("-", " ")}.`,
  "no dashes": `It is ${code.replaceAll("-", "")}!`,
  "capital letters, and an o for a 0": `KEY ${code.toUpperCase().replaceAll("0", "O").replaceAll("1", "L")}`,
  "wide letters": Array.from(code, (sign) =>
    /[a-z0-9]/.test(sign) ? String.fromCodePoint(sign.charCodeAt(0) + 0xfee0) : sign,
  ).join(""),
  "groups of another size": code.replaceAll("-", "").replace(/(.{5})/g, "$1 "),
  "letters of another script around it": `הקישור:${link}؟`,
  "an older link quoted below": `New: ${link}\n> Old: https://clearing.example/join#aaaa-bbbb-cccc-dddd-eeee-ffff-g`,
  "another fragment before": `https://notes.example/#top ${link}`,
};

for (const [what, pasted] of Object.entries(found))
  test(`the code is found in what was pasted: ${what}`, () => {
    expect(secretIn(pasted)).toBe(code);
  });

test("every secret that is made is found as it was made", () => {
  for (let made = 0; made < 1_000; made += 1) {
    const secret = newSecret();
    expect(secretIn(`Hi, ${secret}. Bye`)).toBe(secret);
  }
});

test("what holds no code is none", () => {
  for (const pasted of [
    "",
    "#",
    "https://clearing.example/join#",
    "Hi Chris, here is the link. See you Tuesday, and bring what you like to have with you",
    link.slice(0, -1),
    `${link}7`,
    code.replace("z", "u"),
    `https://clearing.example/space/0123456789abcdefghjkmnpqrs`,
    "\ud800 %ud800 %",
  ])
    expect(secretIn(pasted), `in ${pasted}`).toBeNull();
});
