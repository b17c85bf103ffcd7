/** Readers for what the JSON interface answers: each takes an unknown value and gives its shape, or null. */
import type { HeldSeat, InvitationLook, Joined, NewInvitation, OpenedSpace, ReturnKey } from "../../lib/api.ts";
import { isSeat } from "../../lib/seats.ts";
import { isolated } from "../../lib/isolated.ts";

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null ? (value as Fields) : null;
const isText = (value: unknown): value is string => typeof value === "string";

export function readOpenedSpace(value: unknown): OpenedSpace | null {
  const { space, invitation } = fields(value) ?? {};
  return isText(space) && isText(invitation) ? { space, invitation } : null;
}

export function readJoined(value: unknown): Joined | null {
  const { space } = fields(value) ?? {};
  return isText(space) ? { space } : null;
}

export function readReturnKey(value: unknown): ReturnKey | null {
  const { key } = fields(value) ?? {};
  return isText(key) ? { key } : null;
}

export function readNewInvitation(value: unknown): NewInvitation | null {
  const { invitation, expires } = fields(value) ?? {};
  return isText(invitation) && typeof expires === "number" ? { invitation, expires } : null;
}

export function readInvitationLook(value: unknown): InvitationLook | null {
  const { from, welcome, back } = fields(value) ?? {};
  const { opens } = fields(back) ?? {};
  if (!isText(from) || !isText(welcome)) return null;
  return {
    from: isolated(from),
    welcome,
    ...(back !== undefined && { back: { opens: typeof opens === "number" ? opens : null } }),
  };
}

function readHeldSeat(value: unknown): HeldSeat | null {
  const { space, seat, name, other, session } = fields(value) ?? {};
  const whole = isText(space) && isSeat(seat) && isText(name) && (other === null || isText(other));
  return whole
    ? { space, seat, name: isolated(name), other: other === null ? null : isolated(other), session: session === true }
    : null;
}

export function readHeldSeats(value: unknown): HeldSeat[] | null {
  const { seats } = fields(value) ?? {};
  if (!Array.isArray(seats)) return null;
  return seats.map(readHeldSeat).filter((seat) => seat !== null);
}
