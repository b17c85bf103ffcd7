/**
 * The JSON interface: shapes that the server answers and the pages read. Bodies that come in are read by the server. Every
 * answer that is not a success is a refusal, `Said` in `refusals.ts`.
 */
import type { Seat } from "./seats.ts";

/** `POST /api/spaces` → 201. `invitation` is the secret for the empty seat; the link is `/join#` and the secret. */
export type OpenedSpace = { space: string; invitation: string };

/** One line of `GET /api/spaces` → `{ seats }`: a seat that this browser holds. */
export type HeldSeat = {
  space: string;
  seat: Seat;
  /** The name of who sits here, and of the other; null while the other seat is free. */
  name: string;
  other: string | null;
  session: boolean;
};

/** `GET /api/spaces/ID`: the space as its own seat may know it. */
export type SpaceInfo = {
  space: string;
  seat: Seat;
  names: Record<Seat, string | null>;
  /** Whether this seat has a return key. */
  returnKey: boolean;
  welcome: string;
  /** The open invitation, told to the practitioner only. `expires` in ms since 1970. */
  invitation: { expires: number } | null;
  /** Who sat down a short while ago on the other seat, or came back to it by a link, and is not recognised yet. */
  newcomer: { name: string; since: number; cameBack?: true } | null;
  /** Who was put off the other seat by this one, and for how many ms they can still be let in again. */
  refused: { name: string; remains: number; cameBack?: true } | null;
  /** The link back to each seat, if there is one: the one to the own seat was made by the other. */
  back: Record<Seat, BackLink | null>;
};

/** A link that lets the person on a taken seat back in, from `opens` on, which is null once it is open; in ms since 1970. An
 * answer names it by its `expires`. */
export type BackLink = { opens: number | null; expires: number; refused: boolean };

/** `POST /api/spaces/ID/back` → 201: a link for who sits on the other seat. `DELETE` withdraws it. */
export type NewBackLink = NewInvitation & { opens: number };

/** `POST /api/spaces/ID/invitation` → 201. */
export type NewInvitation = { invitation: string; expires: number };

/** `POST /api/invitation` `{ secret }` → 200: what is shown before anybody sits down. `back`: for a seat one has. */
export type InvitationLook = { from: string; welcome: string; back?: { opens: number | null } };

/** `POST /api/join` → 201, and `POST /api/return` `{ key }` → 200. */
export type Joined = { space: string };

/** `POST /api/spaces/ID/key` → 201: a return key, shown once; the one before it is dead. */
export type ReturnKey = { key: string };

/** How long an invitation stands, and how long after sitting down a newcomer can be refused, in ms. */
export const invitationStandsMs = 7 * 24 * 60 * 60 * 1000;
export const newcomerMs = 24 * 60 * 60 * 1000;
/** How long who was refused can be let in again, before what they wrote is erased, in ms. */
export const letInMs = 30_000;
/** How long who holds a seat has to see a link back to it before the link opens, in ms. */
export const backWaitsMs = 24 * 60 * 60 * 1000;
export const longestName = 60;
export const longestWelcome = 1000;
