/**
 * What the server keeps, as all of it outside this folder sees it: plain values in, plain values out. Each method is
 * done whole or not at all, and what it wrote is on disk when it resolves. What cannot be kept because nothing can be
 * written is thrown as an error of which `takesNothing` says so; what else a method throws stands at it.
 * `tests/contract` holds whatever implements this to it.
 */
import type { HeldSeat, NewBackLink, NewInvitation, SpaceInfo } from "../../lib/api.ts";
import type { Kept } from "../../lib/holding.ts";
import type { Seat } from "../../lib/seats.ts";
import type { SetBack } from "../../lib/wire.ts";

/** Thrown, with a sentence for whoever runs the server, when the data cannot be served. */
export class CannotServe extends Error {}

/** Thrown when how a space is held was kept by somebody else since it was read: nothing was changed. */
export class StaleHolding extends Error {}

/** Who is asking: a living seat, and the browser that may sit on it. `id` names this person's time on the seat. */
export type Sitter = { id: string; space: string; seat: Seat; name: string; browser: string };

/** Who sits on a seat. `newcomer`: it can still be said at this moment that it is not them. */
export type Person = { id: string; name: string; arrived: boolean; newcomer: boolean };

/** The journal's name of a space's shared document, and of the page that one person on a seat has for themselves. */
export const sharedDocument = (space: string): string => `shared:${space}`;
export const ownDocument = (seat: string): string => `own:${seat}`;

/** Who opens a space. `cookie` is what the browser shows, `press` names the press of the button that asks for it. */
export type Opener = { name: string; welcome: string; cookie: string | null; press?: string | null };

type Spaces = {
  /**
   * Opens a space with its practitioner, an empty table and an invitation. `cookie` is the browser's new one. Who asks
   * again by the same press, because no answer came, gets the space that is open already; null where the answer has come.
   */
  open(person: Opener): Promise<{ space: string; invitation: string; cookie: string } | null>;
  /** When a space was opened, in ms since 1970. @throws where there is no such space */
  openedAt(space: string): Promise<number>;
  /** The space as its own seat may know it. @throws where there is no such space */
  infoFor(sitter: Sitter): Promise<SpaceInfo>;
  /** One line of the front page for a seat this browser holds. */
  heldSeat(sitter: Sitter): Promise<HeldSeat>;
};

/**
 * How a space is held, as it was last kept, and whether all of that could be read. Each time it is kept it has another
 * `version`.
 */
export type StoredHolding = { state: Kept; version: number; whole: boolean };

type Holdings = {
  /** @param now the server's clock. Where it is earlier than when that was kept, the machine's clock has been set back */
  read(space: string, now: number): Promise<StoredHolding>;
  /**
   * Keeps how a space is held, and with it the beginning or end of a session.
   * @param before how it was held until now, as it was read or kept
   * @param now the server's clock
   * @returns the new version
   * @throws StaleHolding when it is held in another way meanwhile
   */
  keep(space: string, before: Pick<StoredHolding, "state" | "version">, state: Kept, now: number): Promise<number>;
};

type People = {
  /** Both people of a space; null where a seat is free. */
  of(space: string): Promise<Record<Seat, Person | null>>;
  /** Whether the client's seat is somebody's: also of who was put off it, until what they wrote is erased. */
  hasClient(space: string): Promise<boolean>;
  /** The other has recognised who sat down. From then on they cannot be put off the seat. */
  recognise(space: string, seat: Seat): Promise<void>;
  /** Notes that the person of this seat has been in the room. */
  noteArrival(person: string): Promise<void>;
  /** When a person took their seat, in ms since 1970. @throws where there is no such person */
  takenAt(person: string): Promise<number>;
};

type Browsers = {
  /** The seat that the browser with this cookie has in a space, or null: the same for no such space and for not theirs. */
  sitterIn(cookie: string | null, space: string): Promise<Sitter | null>;
  /** The seat it had there until somebody came back to it elsewhere, or null: also once that has stood for a week. */
  formerSitterIn(cookie: string | null, space: string): Promise<Sitter | null>;
  /** Every seat of the browser with this cookie, the newest first. */
  sittersFor(cookie: string | null): Promise<Sitter[]>;
  /** The browser with this cookie, where it may sit on any seat at all; null for a stranger's. */
  known(cookie: string | null): Promise<string | null>;
  /** How a sitter stands now: still on the seat, signed out on this browser, or put off the seat. */
  standing(sitter: Sitter): Promise<"sits" | "signed out" | "seat closed">;
  /** Of these seats every browser and seat that sit together now, each as `browser seat`. */
  sittingsOn(seats: readonly string[]): Promise<Set<string>>;
  /** Whether the browser should be given its cookie again, so that it does not end while its person goes on coming. */
  renew(cookie: string, now: number): Promise<boolean>;
  /** Takes a seat off this browser: it does not know the space any more. The seat itself stays the person's. */
  standUp(sitter: Sitter): Promise<void>;
};

export type Look =
  | { found: false; because: "unknown" | "withdrawn" | "refused" | "expired" }
  /** Who sits there has come with it, perhaps, and is told so. */
  | ({ found: false; because: "used"; back: boolean } & Way)
  /** `again`: it has been used by this press already, with an answer that never arrived. */
  | ({ found: true; from: string; welcome: string; back: { opens: number | null } | null; again: boolean } & Way);
/** Where an invitation leads. */
type Way = { space: string; seat: Seat };

/** Who comes with an invitation. */
export type Comer = { secret: string; name: string; cookie: string | null; press?: string | null };

type Invitations = {
  /** A new invitation to the client's seat, the one before it is withdrawn; null where the seat is taken. */
  renew(space: string): Promise<NewInvitation | null>;
  /** Ends the open invitation of a space, if there is one. */
  withdraw(space: string): Promise<void>;
  /** What an invitation leads to. Looking claims nothing. `press` may have used it already, with no answer that arrived. */
  look(secret: string, press?: string | null): Promise<Look>;
  /**
   * Sits a person down with an invitation: on the client's free seat, or again on the one they have. Of two at the same
   * moment one sits; null for the other and for an invitation that does not stand. Who asks again by the same press,
   * because no answer came, sits on the seat they took.
   */
  join(comer: Comer): Promise<{ space: string; cookie: string } | null>;
};

type BackLinks = {
  /** A link that lets the person on a taken seat back in, the one before it is withdrawn; null while nobody sits there. */
  make(space: string, seat: Seat): Promise<NewBackLink | null>;
  /** Ends the open link back to a seat, if there is one. */
  withdraw(space: string, seat: Seat): Promise<void>;
  /** Who sits there says of the link that it is for them, and it opens, or that it is not. Gives whether there was one. */
  answer(person: string, answer: { mine: boolean; expires: number }): Promise<boolean>;
  /** Who had left a seat by coming back elsewhere says that it was not them. Gives who is put off by it, or null. */
  takeBack(former: string): Promise<string | null>;
};

/** `moved`: somebody else sat on the seat until now, who had come back to it by a link. */
export type Return = { space: string; cookie: string; moved: boolean } | { sitsAs: Seat };

type Keys = {
  /** A new return key for a person on a seat; the one before it is dead. */
  make(person: string): Promise<string>;
  /** Whom a return key brings back, as one looks at it; null when it opens nothing. Looking changes nothing. */
  personOf(key: string): Promise<string | null>;
  /** Brings a person back with their return key; null when it opens nothing. */
  returnWith(key: string, cookie: string | null): Promise<Return | null>;
};

/** Somebody put off a seat who cannot be let in again, and whose words are still there. */
export type Refused = { id: string; space: string; back_as: string | null };

type Refusals = {
  /**
   * Closes the seat of somebody who sat down a short while ago. Where they came back to a taken one, it is as before.
   * @returns how it ended; null where nobody sat there who could still be refused
   */
  refuse(space: string, seat: Seat): Promise<"free" | "as before" | null>;
  /** Lets in again who was put off this seat, with everything of theirs; false once it is too late. */
  letInAgain(space: string, seat: Seat): Promise<boolean>;
  /** From now on nobody who was put off a seat of this space can be let in again. */
  endLettingIn(space: string): Promise<void>;
  /** Who cannot be let in again and still has words there, everywhere or in one space. */
  due(space?: string): Promise<Refused[]>;
  /**
   * The first step of erasing somebody: whatever a clock says from now on, they cannot be let in again.
   * @returns false where they were let in again since it was due: nothing of theirs may be erased
   */
  beginErasing(refused: Refused): Promise<boolean>;
  /** Erases the own page of somebody who was put off a seat, as the last of their words. */
  erase(person: string): Promise<void>;
};

/**
 * A document as it was read back: its last compacted state, if any, the updates since, and the words that wait.
 * `earlier` are those of them that waited when what is given could still be written over. `seq` is the last update's.
 * Where something on the disk is damaged, this is what stands before it, and `whole` is false.
 */
export type Stored = {
  state: Uint8Array | null;
  updates: Uint8Array[];
  held: { seat: Seat; bytes: Uint8Array; earlier: Uint8Array | null }[];
  seq: number;
  whole: boolean;
};

/** Accepted updates of every document, in order. Once a write to a document failed, all do until it is read again. */
export type Journal = {
  /**
   * Appends updates to a document, the first of them as number `seq`. Resolves when they are on disk.
   * @throws when `seq` is not the next number or the disk does not take them; then none of them is stored
   */
  append(document: string, seq: number, updates: readonly Uint8Array[]): Promise<void>;
  /** Reads a document back. A document that was never written is empty, and reading writes nothing. */
  read(document: string): Promise<Stored>;
  /**
   * Puts `state`, which contains everything up to `seq`, in the place of those updates. From here on what was deleted
   * in the document is gone from the journal too. Never back: an older state than the present one changes nothing.
   */
  compact(document: string, seq: number, state: Uint8Array): Promise<void>;
  /**
   * Keeps the words of `seat` that wait, in the place of those before; null when none wait any more.
   * @param earlier those among them that waited when what is given could still be written over
   */
  keepHeld(document: string, seat: Seat, bytes: Uint8Array | null, earlier?: Uint8Array | null): Promise<void>;
};

/** One life of a document, and the loss it began with, if any. */
export type Life = { epoch: string; setBack: SetBack | null };

/** Lives of the data, told from those before them when a server was set back to an earlier state. */
export type Epochs = {
  /** What only this data knows, in every copy of it: by it a server knows places again that it gave. */
  secret: Uint8Array;
  now: () => number;
  /** The life a document is in. */
  of(document: string): Promise<Life>;
  /** Begins a new life of one document, which has lost the newest of what was kept in it. */
  raise(document: string): Promise<Life>;
};

/** Something that whoever runs the server should know of what keeps its data. */
export type News = { gravity: "warn" | "error" | "fatal"; words: string };
export type Tell = (news: News, error?: unknown) => void;

export type Records = {
  spaces: Spaces;
  holdings: Holdings;
  people: People;
  browsers: Browsers;
  invitations: Invitations;
  backLinks: BackLinks;
  keys: Keys;
  refusals: Refusals;
  journal: Journal;
  epochs: Epochs;
  /** Sentences for whoever starts the server. */
  notices: readonly string[];
  /** Whether an error says that nothing can be written now, not that something is wrong with what was asked. */
  takesNothing(error: unknown): boolean;
  /** Whether what is written now would be kept: looked at without writing. */
  inPlace(): boolean;
  /** Whether words could be kept at this moment: something is written to find out. */
  canWrite(): Promise<boolean>;
  /** Lets what was erased be gone from the disk too, now rather than with the next round of upkeep. */
  leaveDisk(): Promise<void>;
  /**
   * Keeps itself in order until it is closed.
   * @param lost called when nothing can be kept any more, whatever is said to have been
   * @returns how to stop
   */
  upkeep(lost: () => void): () => void;
  close(): Promise<void>;
};
