/** Names of spaces and the secrets that open them: how they are made, spelled and hashed. */
import { createHash, randomBytes } from "node:crypto";
import { secretAlphabet } from "../../lib/secret.ts";

function spell(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let length = Math.ceil((bytes.length * 8) / 5); length > 0; length--) {
    text = secretAlphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text;
}

const spaceForm = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** A new name for a space or a row: 128 random bits. */
export const newId = (): string => spell(randomBytes(16));

/** Whether a text from outside is spelled as a space is, in its one form. */
export const isSpaceId = (text: string): boolean => spaceForm.test(text);

/** A new secret that people carry by hand: 125 bits in groups of four, for a link or a sheet of paper. */
export const newSecret = (): string =>
  spell(randomBytes(20))
    .slice(-25)
    .match(/.{1,4}/g)
    ?.join("-") ?? "";

/** A new secret for a cookie: 256 bits. */
export const newCookieSecret = (): string => randomBytes(32).toString("base64url");

/** SHA-256 of a secret, in hex: all that is ever stored of one. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");
