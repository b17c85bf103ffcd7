/** The space of the tests and of the pictures: what two people have written in it, agreed to and chosen. */
import { readSigned } from "../lib/agreement.ts";
import { fieldOf } from "../lib/cards.ts";
import { newExpectation } from "../lib/expectations.ts";
import { type Option, newOption } from "../lib/sections/options.ts";
import type { Pair } from "../tests/support/people.ts";
import { type Writer, openWriter } from "../tests/support/writer.ts";

const expectations = [
  {
    kind: "work",
    text: "We will look at sleep and the evenings first. Talking and breath work, nothing prescribed.",
    lookAgain: "",
  },
  {
    kind: "trial",
    text: "Give it six weeks before we ask whether it suits you. Small changes usually show after three.",
    lookAgain: `${new Date().getFullYear()}-12-15`,
  },
  { kind: "money", text: "Fifty minutes, every second week. 55 a session.", lookAgain: "" },
] as const;
const afterThat = ", or two baskets from the garden.";

const evening: Option = {
  title: "An evening without screens",
  text: "Try two evenings a week; keep the phone in the kitchen.",
  gives: "calmer nights",
  asks: "telling the family",
  earns: "",
};
const magnesium: Option = {
  title: "Magnesium, for a month",
  text: "Some people sleep better with it. You can buy it anywhere.",
  gives: "",
  asks: "about 12 a month",
  earns: "I sell it too",
};
const clinic: Option = {
  title: "See a sleep clinic as well",
  text: "A second pair of eyes. I can write a letter if you want one.",
  gives: "",
  asks: "",
  earns: "",
};

const thursday = "Two evenings a week without screens. Starting Thursday, until the holidays.";
const sister = "The sleep clinic. I want to talk with my sister first.";

const mornings = "It feels heavier in the mornings. I don’t want to fix it today, I only want to say it.\n\n";
const heard = "I hear that. The mornings are heavy, and today it only wants saying.\n\n";

/** Writes all of it into an empty space, each thing in the name of its seat. Resolves when it is on disk. */
export async function fillSpace(origin: string, people: Pair): Promise<void> {
  const practitioner = openWriter(origin, "practitioner", people.practitioner);
  const client = openWriter(origin, "client", people.client);
  try {
    await Promise.all([practitioner.synced(), client.synced()]);
    await agreeOnMost(practitioner, client, people.space);
    writeOptions(practitioner, client);
    writeDecisions(client);
    client.edit((doc) => doc.getText("both:sheet").insert(0, mornings), "open");
    await practitioner.sees("I only want to say it");
    practitioner.edit((doc) => doc.getText("both:sheet").insert(mornings.length, heard), "open");
    await Promise.all([practitioner.allKept(), client.allKept()]);
  } finally {
    practitioner.close();
    client.close();
  }
}

/** Both agree to what is expected; then the practitioner changes the last of it, and agrees to the new words. */
async function agreeOnMost(practitioner: Writer, client: Writer, space: string): Promise<void> {
  practitioner.edit((doc) => {
    const cards = doc.getMap<unknown>("both:expectations");
    for (const [at, { kind, text, lookAgain }] of expectations.entries()) {
      const card = newExpectation(kind, at + 1);
      cards.set(kind, card);
      card.set("lookAgain", lookAgain);
      fieldOf(cards, kind, "text")?.insert(0, text);
    }
  });
  await client.sees("55 a session.");
  for (const { kind } of expectations) agree(client, space, kind);
  for (const kind of ["work", "trial"]) agree(practitioner, space, kind);
  await client.allKept();
  practitioner.edit((doc) => {
    const text = fieldOf(doc.getMap("both:expectations"), "money", "text");
    text?.delete(text.length - 1, 1);
    text?.insert(text.length, afterThat);
  });
  agree(practitioner, space, "money");
}

function agree({ seat, doc, edit }: Writer, space: string, card: string): void {
  const signature = readSigned(space, doc.getMap("both:expectations"), card)?.signature;
  if (!signature) throw new Error(`There is no card ${card} to agree to.`);
  const { canonical: text, sha256 } = signature;
  const entry = { id: crypto.randomUUID(), card, says: "agree", sha256, text, at: Date.now() };
  edit(() => doc.getArray(`${seat}:agreed`).push([entry]));
}

function writeOptions(practitioner: Writer, client: Writer): void {
  client.edit((doc) => void doc.getMap("both:options").set("evening", newOption(evening, 1)));
  practitioner.edit((doc) => {
    const cards = doc.getMap("both:options");
    cards.set("magnesium", newOption(magnesium, 2));
    cards.set("clinic", newOption(clinic, 3));
  });
}

function writeDecisions(client: Writer): void {
  const from = { id: "evening", title: evening.title };
  client.edit((doc) => {
    const decisions = doc.getMap("client:decisions");
    decisions.set("thursday", { text: thursday, stands: "now", from, at: 1 });
    decisions.set("sister", { text: sister, stands: "undecided", from: null, at: 2 });
  });
}
