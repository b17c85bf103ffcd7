/** The client's decisions: entries that are given once, of which a later one can say how an earlier one stands now. */
import type * as Y from "yjs";
import { dayHere, readMoment } from "../days.ts";
import { witnessedIn } from "../given.ts";
import { isolated } from "../isolated.ts";
import { addedIn } from "./news.ts";
import type { CopyLine, CopyParts, News, Reader, Section } from "./section.ts";
import { wordsBut } from "./words.ts";

const decisionsName = "client:decisions";

/** How a decision stands: it holds for now, it is deliberately open, or it was let go. */
export const decisionStandings = ["now", "undecided", "gone"] as const;
export type DecisionStanding = (typeof decisionStandings)[number];

/** How a decision stands, in words. */
export const standingNames: Record<DecisionStanding, string> = {
  now: "For now",
  undecided: "Not deciding yet",
  gone: "Let go",
};

export type Decision = {
  text: string;
  stands: DecisionStanding;
  /** The option it came from, with the title it had then; null for a decision of one's own. */
  from: { id: string; title: string } | null;
  /** When it was given, in ms since 1970, by the clock of the device that gave it; null where no clock says so. */
  at: number | null;
};

/**
 * A decision as it stands now. `at` is when it was given, `since` when it came to stand as it does, both by the server's
 * clock where it has witnessed that, and `latest` is the entry that says so.
 */
export type GivenDecision = Decision & { id: string; latest: string; since: number | null };

/** An entry that says how an earlier one stands from now on. It has no words of its own: they stand where they were given. */
type Restanding = { follows: string; stands: DecisionStanding; at: number | null };

type Entry<Held> = Held & { id: string };

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const standingIn = (value: unknown): DecisionStanding | undefined => decisionStandings.find((known) => known === value);

function readDecision(value: unknown): Decision | null {
  const { text, stands, from, at } = fieldsOf(value);
  const standing = standingIn(stands);
  return typeof text === "string" && standing
    ? { text, stands: standing, from: readOrigin(from), at: readMoment(at) }
    : null;
}

function readOrigin(value: unknown): Decision["from"] {
  const { id, title } = fieldsOf(value);
  return typeof id === "string" && typeof title === "string" ? { id, title } : null;
}

function readRestanding(value: unknown): Restanding | null {
  const { follows, stands, at } = fieldsOf(value);
  const standing = standingIn(stands);
  return typeof follows === "string" && standing ? { follows, stands: standing, at: readMoment(at) } : null;
}

/** A new entry by which a decision stands otherwise from now on. */
export const restood = ({ latest }: GivenDecision, stands: DecisionStanding, at: number): Restanding => ({
  follows: latest,
  stands,
  at,
});

const inOrder = (a: Entry<{ at: number | null }>, b: Entry<{ at: number | null }>): number =>
  (a.at ?? 0) - (b.at ?? 0) || (a.id < b.id ? -1 : 1);

const unwitnessed: ReadonlyMap<string, number> = new Map();

/**
 * The decisions of a section in the order in which they were given, each as the last of the entries that follow it says
 * that it stands. Where two devices followed the same entry, the branch counts that holds the latest of all by their own
 * clocks: one that was without a line brings late what was said early.
 * @param witnessed when the server saw each entry come, by its key
 */
export function decisionsIn(section: Y.Map<unknown>, witnessed = unwitnessed): GivenDecision[] {
  const given: Entry<Decision>[] = [];
  const restandings = new Map<string, Entry<Restanding>>();
  for (const [id, value] of section.entries()) {
    const decision = readDecision(value);
    const restanding = decision ? null : readRestanding(value);
    if (decision) given.push({ id, ...decision });
    if (restanding) restandings.set(id, { id, ...restanding });
  }
  const next = branchesThatCount(restandings);
  const timeOf = ({ id, at }: Entry<{ at: number | null }>): number | null => witnessed.get(id) ?? at;
  // What came together, as from a device that was without a line, stands in the order in which it was given there.
  given.sort((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0) || inOrder(a, b));
  return given.map((decision): GivenDecision => {
    let last: Entry<{ stands: DecisionStanding; at: number | null }> = decision;
    // A circle cannot be come into: each entry follows one other, and a decision follows none.
    for (let after = next.get(last.id); after; after = next.get(last.id)) last = after;
    return { ...decision, at: timeOf(decision), stands: last.stands, latest: last.id, since: timeOf(last) };
  });
}

/** Gives for each entry that is followed the one of its followers that counts, from the ends of the branches down. */
function branchesThatCount(restandings: ReadonlyMap<string, Entry<Restanding>>): Map<string, Entry<Restanding>> {
  const open = new Map<string, number>();
  for (const { follows } of restandings.values()) open.set(follows, (open.get(follows) ?? 0) + 1);
  const next = new Map<string, Entry<Restanding>>();
  /** The latest entry of the branch that counts, by where that branch begins. */
  const latest = new Map<string, Entry<Restanding>>();
  const ends = [...restandings.values()].filter(({ id }) => !open.has(id));
  for (let entry = ends.pop(); entry; entry = ends.pop()) {
    const { id, follows } = entry;
    const behind = latest.get(id);
    const ofBranch = behind && inOrder(entry, behind) < 0 ? behind : entry;
    const before = latest.get(follows);
    if (!before || inOrder(before, ofBranch) < 0) {
      latest.set(follows, ofBranch);
      next.set(follows, entry);
    }
    const left = (open.get(follows) ?? 0) - 1;
    open.set(follows, left);
    const followed = left === 0 ? restandings.get(follows) : undefined;
    if (followed) ends.push(followed);
  }
  return next;
}

/** The decisions in a document of a space. */
const decisionsOf = (doc: Y.Doc): GivenDecision[] =>
  decisionsIn(doc.getMap(decisionsName), witnessedIn(doc.getArray("server:witness").toArray(), decisionsName));

function copied({ doc }: CopyParts): CopyLine[][] {
  return decisionsOf(doc).map(({ text, stands, from, at }) => {
    const when = at === null ? "" : `, ${dayHere(at)}`;
    const origin = from ? `, from “${isolated(from.title)}”` : "";
    return [
      { as: "note", words: `${standingNames[stands]}${when}${origin}` },
      { as: "words", words: text },
    ];
  });
}

const restoodLine: Record<DecisionStanding, (name: string) => string> = {
  now: (name) => `${name} holds to a decision again, for now.`,
  undecided: (name) => `${name} is not deciding yet.`,
  gone: (name) => `${name} has let a decision go.`,
};

function told(news: News): string | null {
  if (news.seat === "client") return null;
  const keys = new Set(addedIn(news));
  const given = decisionsOf(news.doc);
  const name = news.otherName;
  const added = given.filter(({ id }) => keys.has(id));
  // One that stands is heard of before one that has come and gone.
  const newest = added.filter(({ stands }) => stands !== "gone").at(-1) ?? added.at(-1);
  const changed = given
    .filter(({ id, latest }) => keys.has(latest) && !keys.has(id))
    .sort((a, b) => (a.since ?? 0) - (b.since ?? 0));
  const last = changed.at(-1);
  if (!newest) return last ? restoodLine[last.stands](name) : null;
  // What was done without a line comes as one: how it stands at last is heard too.
  const isOpen = newest.stands === "undecided";
  if (newest.stands === "gone") return `${name} has given a decision and let it go.`;
  if (last?.stands === "gone")
    return isOpen
      ? `${name} is not deciding yet, and has let an earlier decision go.`
      : `${name} has given a decision and let an earlier one go.`;
  const lines = [isOpen ? restoodLine.undecided(name) : `${name} has given a decision.`];
  if (last) lines.push(restoodLine[last.stands](name));
  return [...new Set(lines)].join(" ");
}

const isOwn = ({ seat }: Reader): boolean => seat === "client";

export const decisions = {
  "client:decisions": {
    shape: "given",
    rests: true,
    words: wordsBut("id", "stands", "follows"),
    shown: {
      at: "canvas",
      title: (reader) => (isOwn(reader) ? "What I choose" : `What ${reader.who("client")} chooses`),
      inWords: (reader) => (isOwn(reader) ? "What you choose" : `What ${reader.who("client")} chooses`),
      tab: (reader) => (isOwn(reader) ? "I choose" : `${reader.who("client")} chooses`),
      copied,
    },
    told,
  },
} as const satisfies Record<string, Section>;
