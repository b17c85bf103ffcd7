/** The client's decisions: entries that are given once, of which a later one can say how an earlier one stands now. */
import type * as Y from "yjs";
import { readMoment } from "./days.ts";

/** How a decision stands: it holds for now, it is deliberately open, or it was let go. */
export const decisionStandings = ["now", "undecided", "gone"] as const;
export type DecisionStanding = (typeof decisionStandings)[number];

export type Decision = {
  text: string;
  stands: DecisionStanding;
  /** The option it came from, with the title it had then; null for a decision of one's own. */
  from: { id: string; title: string } | null;
  /** When it was given, in ms since 1970, by the clock of the device that gave it; null where no clock says so. */
  at: number | null;
};

/** A decision as it stands now. `at` is when it was first given; `latest` is the entry that says how it stands. */
export type GivenDecision = Decision & { id: string; latest: string };

type Entry = Decision & { id: string; follows: string | null };

/** A decision entry as it was given, or null when the value is none. `follows`: the entry in whose place it stands. */
export function readDecision(value: unknown): (Decision & { follows: string | null }) | null {
  if (typeof value !== "object" || value === null) return null;
  const { text, stands, from, at, follows } = value as Record<string, unknown>;
  const standing = decisionStandings.find((known) => known === stands);
  if (typeof text !== "string" || !standing) return null;
  return {
    text,
    stands: standing,
    from: readOrigin(from),
    at: readMoment(at),
    follows: typeof follows === "string" ? follows : null,
  };
}

function readOrigin(value: unknown): Decision["from"] {
  if (typeof value !== "object" || value === null) return null;
  const { id, title } = value as Record<string, unknown>;
  return typeof id === "string" && typeof title === "string" ? { id, title } : null;
}

/** A new entry by which a decision stands otherwise from now on. */
export const restood = ({ text, from, latest }: GivenDecision, stands: DecisionStanding, at: number): object => ({
  text,
  stands,
  from,
  at,
  follows: latest,
});

const inOrder = (a: Entry, b: Entry): number => (a.at ?? 0) - (b.at ?? 0) || (a.id < b.id ? -1 : 1);

/**
 * The decisions of a section in the order in which they were first given. Each entry stands in the place of the one it
 * follows; where two tabs followed the same one, the later of them does. One that follows nothing that is there, or
 * itself in a circle, is a decision of its own.
 */
export function decisionsIn(section: Y.Map<unknown>): GivenDecision[] {
  const entries = new Map<string, Entry>();
  for (const [id, value] of section.entries()) {
    const decision = readDecision(value);
    if (decision) entries.set(id, { id, ...decision });
  }
  const followers = new Map<string, Entry[]>();
  const first: Entry[] = [];
  for (const entry of entries.values()) {
    if (entry.follows === null || !entries.has(entry.follows)) first.push(entry);
    else followers.set(entry.follows, [...(followers.get(entry.follows) ?? []), entry]);
  }
  const read = new Set<Entry>();
  /** Reads an entry with all that follow it; gives the last of those that stand in its place. */
  const lastOf = (entry: Entry): Entry => {
    let last = entry;
    const toRead = [entry];
    for (let next = toRead.pop(); next; next = toRead.pop()) {
      read.add(next);
      const after = (followers.get(next.id) ?? []).filter((follower) => !read.has(follower)).sort(inOrder);
      if (next === last) last = after.at(-1) ?? last;
      toRead.push(...after);
    }
    return last;
  };
  const decisions: [Entry, Entry][] = first.map((entry) => [entry, lastOf(entry)]);
  for (const entry of [...entries.values()].sort(inOrder)) if (!read.has(entry)) decisions.push([entry, lastOf(entry)]);
  return decisions
    .sort(([a], [b]) => inOrder(a, b))
    .map(([{ id, at }, { text, stands, from, id: latest }]) => ({ id, latest, text, stands, from, at }));
}
