/** Names one side of a call: anew by each page that joins, so that a page that was loaded anew is told apart. */

const alphabet = "0123456789abcdefghijklmnopqrstuv";

/** A new name, of 80 random bits. */
export const newPeer = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => alphabet[byte & 31]).join("");
