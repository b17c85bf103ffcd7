/**
 * What the guard costs: microseconds of CPU to judge one update, and to apply it under the tripwire, for documents of
 * 1 KB to 5 MB. Run it built as the server is, since tsx makes every closure dearer:
 * `npx esbuild bench/guard.ts --bundle --packages=external --platform=node --format=esm --outfile=dist/guard.mjs`,
 * then `node dist/guard.mjs`.
 */
import * as Y from "yjs";
import { newClientId } from "../lib/seats.ts";
import { declareSections, sections, sharedRules } from "../lib/sections.ts";
import { judge } from "../server/live/guard/judge.ts";
import { applyJudged } from "../server/live/guard/tripwire.ts";

const rules = sharedRules(() => ({ noOutcome: false, floor: null }));

function emptyDocument(): Y.Doc {
  const doc = new Y.Doc();
  declareSections(doc, sections);
  return doc;
}

type Card = Y.Map<Y.Text | number>;
const cardsOf = (doc: Y.Doc) => doc.getMap<Card>("both:expectations");

/** A document of about `size` bytes: many sessions, each with cards, bursts of typing and corrections. */
function grown(size: number): Y.Doc {
  const doc = emptyDocument();
  let cards = 0;
  for (let bytes = 0; bytes < size; bytes = Y.encodeStateAsUpdate(doc).length) {
    for (let session = 0; session <= size / 20_000; session += 1) {
      doc.clientID = newClientId(session % 2 ? "client" : "practitioner");
      writeSession(doc, (cards += 1));
    }
  }
  return doc;
}

function writeSession(doc: Y.Doc, number: number): void {
  const card: Card = new Y.Map<Y.Text | number>([
    ["text", new Y.Text()],
    ["order", number],
  ]);
  cardsOf(doc).set(`card ${number}`, card);
  const earlier = cardsOf(doc)
    .get(`card ${1 + Math.floor(Math.random() * number)}`)
    ?.get("text");
  for (const text of [card.get("text"), earlier, doc.getText("both:sheet")]) {
    if (!(text instanceof Y.Text)) continue;
    for (let burst = 0; burst < 4; burst += 1) {
      const at = Math.floor(Math.random() * (text.length + 1));
      for (const letter of "some more words, then ") text.insert(Math.min(text.length, at), letter);
      if (burst === 1) text.delete(at, Math.min(9, text.length - at));
    }
  }
}

const edits: [string, (copy: Y.Doc) => void][] = [
  ["one character, at the end", (copy) => copy.getText("both:sheet").insert(copy.getText("both:sheet").length, "x")],
  [
    "one character, in the middle",
    (copy) => copy.getText("both:sheet").insert(copy.getText("both:sheet").length >> 1, "x"),
  ],
  ["a word deleted", (copy) => copy.getText("both:sheet").delete(copy.getText("both:sheet").length >> 1, 6)],
  ["a field of a card", (copy) => cardsOf(copy).get("card 1")?.set("order", 7)],
  ["a new card", (copy) => cardsOf(copy).set("new", new Y.Map([["text", new Y.Text("words")]]))],
];

function updateOf(copy: Y.Doc, edit: (copy: Y.Doc) => void): Uint8Array {
  const before = copy.clientID;
  copy.clientID = newClientId("client");
  let update: Uint8Array | null = null;
  const keep = (event: Uint8Array) => (update = event);
  copy.on("update", keep);
  copy.transact(() => edit(copy));
  copy.off("update", keep);
  copy.clientID = before;
  if (update === null) throw new Error("The edit changed nothing.");
  return update;
}

/** Microseconds of CPU that this process has used. Wall-clock time would count what else the machine does. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The median of `rounds` measurements, in microseconds per call. */
function median(rounds: number, calls: number, run: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = cpu();
    for (let i = 0; i < calls; i += 1) run();
    return (cpu() - start) / calls;
  });
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0;
}

const letters = 4_000;

/** Types characters into `doc` one by one, as a server receives them, and gives microseconds per character. */
function typed(doc: Y.Doc, apply: (update: Uint8Array) => void): number {
  const copy = emptyDocument();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = newClientId("client");
  const updates: Uint8Array[] = [];
  copy.on("update", (event: Uint8Array) => updates.push(event));
  for (let i = 0; i < letters; i += 1) copy.getText("both:sheet").insert(copy.getText("both:sheet").length, "x");
  const start = cpu();
  for (const update of updates) apply(update);
  return (cpu() - start) / updates.length;
}

function measure(size: number): Record<string, string> {
  const doc = grown(size);
  const copy = emptyDocument();
  const state = Y.encodeStateAsUpdate(doc);
  Y.applyUpdate(copy, state);
  const figures: Record<string, string> = { bytes: String(state.length), clientIDs: String(doc.store.clients.size) };
  const note = (what: string, microseconds: number) => (figures[what] = microseconds.toFixed(1));
  for (const [what, edit] of edits) {
    const update = updateOf(copy, edit);
    Y.applyUpdate(copy, state);
    note(
      what,
      median(15, 2_000, () => judge(doc, update, "client", rules)),
    );
  }
  const foreign = updateOf(copy, (of) => of.getMap("practitioner:statement").set("who", "x"));
  note(
    "a forbidden word",
    median(15, 500, () => judge(doc, foreign, "client", rules)),
  );
  const deletes = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
  note(
    "nothing new, all deletes",
    median(9, 5, () => judge(doc, deletes, "client", rules)),
  );
  if (state.length < 2 ** 20)
    note(
      "the whole document again",
      median(9, 3, () => judge(doc, state, "client", rules)),
    );
  const receive = (update: Uint8Array) => {
    const verdict = judge(doc, update, "client", rules);
    if (verdict.kind !== "accepted" || verdict.update === null) throw new Error("It should be accepted.");
    applyJudged(doc, verdict.update, "client", verdict.sections);
  };
  note("typing, judged and applied", typed(doc, receive));
  doc.on("update", () => undefined);
  note(
    "typing, applied by bare Yjs",
    typed(doc, (update) => Y.applyUpdate(doc, update)),
  );
  return figures;
}

// Once for nothing, so that the first column is compiled code as well.
measure(20_000);
const sizes = [1_000, 20_000, 200_000, 2_000_000, 5_000_000];
const columns = sizes.map(measure);
for (const what of Object.keys(columns[1] ?? {})) {
  console.log(what.padEnd(32), ...columns.map((figures) => (figures[what] ?? "").padStart(10)));
}
