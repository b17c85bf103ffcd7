/** A space with its two people in it, as every part of the contract begins. */
import type { Records, Sitter } from "../../server/records/records.ts";

/** Opens the records of a test: those it has kept so far, anew and whole. What was open is closed by it. */
export type Open = () => Promise<Records>;

export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("It is not there.");
  return value;
}

/** A space that Pia has opened. */
export async function openedSpace(records: Records) {
  return present(await records.spaces.open({ name: "Pia", welcome: "Come in.", cookie: null }));
}

/** The space that Pia has opened, and in which Chris has sat down. */
export async function spaceOfTwo(records: Records) {
  const { space, invitation, cookie } = await openedSpace(records);
  const chris = present(await records.invitations.join({ secret: invitation, name: "Chris", cookie: null })).cookie;
  return { space, invitation, pia: cookie, chris };
}

/** Who a cookie stands for in a space. */
export const sitterOf = async (records: Records, cookie: string, space: string): Promise<Sitter> =>
  present(await records.browsers.sitterIn(cookie, space));

/** The other comes back to the client's seat by a link that opens at once. Gives their cookie. */
export async function comesBack(records: Records, space: string, chris: string): Promise<string> {
  const { invitation, expires } = present(await records.backLinks.make(space, "client"));
  await records.backLinks.answer((await sitterOf(records, chris, space)).id, { mine: true, expires });
  return present(await records.invitations.join({ secret: invitation, name: "", cookie: null })).cookie;
}
