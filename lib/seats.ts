/** The two seats of a space, and the author that every Yjs clientID carries in its lowest two bits. */

export const seats = ["client", "practitioner"] as const;
export type Seat = (typeof seats)[number];

/** Who may have written something into a document: one of the seats, or the server itself. */
export type Author = Seat | "server";

const marks = { server: 0, client: 1, practitioner: 2 } as const satisfies Record<Author, number>;
const authors: readonly (Author | null)[] = ["server", "client", "practitioner", null];

export const isSeat = (value: unknown): value is Seat => value === "client" || value === "practitioner";

export const otherSeat = (seat: Seat): Seat => (seat === "client" ? "practitioner" : "client");

// One clientID in 65,536 would be among these by chance. None is made by chance.
const broughtBackFrom = 2 ** 53 - 2 ** 37;

/**
 * A fresh Yjs clientID: 51 random bits above the author's two. With 30 bits one space in twenty would meet a
 * collision in its lifetime, and a collision loses words; with 51 it is one in fifty million.
 */
export function newClientId(author: Author): number {
  for (;;) {
    const id = random51() * 4 + marks[author];
    if (id < broughtBackFrom) return id;
  }
}

/**
 * A fresh clientID for words that `author` brings back after deleting them, and that another may have written first.
 * Whoever takes one for words of their own only gives up being named as who wrote them.
 */
export const newBringingId = (author: Author): number => broughtBackFrom + (random51() % 2 ** 35) * 4 + marks[author];

function random51(): number {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number];
  return (high & 0x7ffff) * 2 ** 32 + low;
}

/** The author written into a clientID, or null for a number that no author of ours can have. */
export const authorOf = (clientId: number): Author | null =>
  Number.isSafeInteger(clientId) && clientId >= 0 ? (authors[clientId % 4] ?? null) : null;

/** Whether the words of a clientID were brought back, by its author, and may be another's. */
export const isBroughtBack = (clientId: number): boolean => clientId >= broughtBackFrom;
