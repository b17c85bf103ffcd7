/** Reads numbers, texts and values out of bytes, and refuses whatever another reader could take differently. */

/** `large` is not too much in all, only more than is taken at once. */
export type Reason = "malformed" | "limit" | "size" | "deletes" | "large";

/** Thrown by the readers of this folder, and only by them: these bytes are not taken. The message never holds content. */
export class Unreadable extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, why: string) {
    super(why);
    this.reason = reason;
  }
}

const longestName = 200;
const deepestValue = 16;
const mostEntries = 50;
// A varint of eight bytes already holds more than a safe integer.
const longestVarint = 2 ** 49;
// Setting one of these on a plain object would reach its prototype.
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);
// As lib0 decodes: invalid UTF-8, and so every lone surrogate, is refused.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Cursor {
  readonly bytes: Uint8Array;
  at = 0;
  /** How many values have been read, one in another too. */
  values = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Unreadable("malformed", "The bytes end too early.");
    this.at += 1;
    return byte;
  }

  /** An unsigned varint as lib0 writes it, at most 2^53 - 1. */
  uint(): number {
    let value = 0;
    for (let scale = 1; scale <= longestVarint; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte >= 128) continue;
      if (value > Number.MAX_SAFE_INTEGER) break;
      return value;
    }
    throw new Unreadable("malformed", "A number is too large.");
  }

  /** The number of things that follow, each at least `size` bytes long: never more than the bytes left can hold. */
  count(size: number): number {
    const count = this.uint();
    if (count * size > this.left) throw new Unreadable("malformed", "A count is larger than what follows it.");
    return count;
  }

  /** The name of a root type or a key. */
  name(): string {
    const bytes = this.#span();
    const name = decode(bytes);
    if (name.length > longestName) throw new Unreadable("limit", "A name or a key is too long.");
    return name;
  }

  /** A text. */
  string(): string {
    return decode(this.#span());
  }

  /** Reads past a text and gives its length in UTF-16 units, which is how Yjs counts. */
  text(): number {
    const bytes = this.#span();
    for (const byte of bytes) if (byte >= 128) return decode(bytes).length;
    return bytes.length;
  }

  /**
   * Reads past one value in lib0's `any` encoding: undefined, null, a boolean, number, string, array or plain object.
   * BigInt and bytes are refused: nothing here writes them, and JSON cannot hold them.
   */
  value(depth = 0): void {
    this.values += 1;
    if (depth > deepestValue) throw new Unreadable("limit", "A value is nested too deep.");
    const kind = this.byte();
    if (kind === 127 || kind === 126 || kind === 121 || kind === 120) return;
    if (kind === 125) return this.#signed();
    if (kind === 124) return this.#skip(4);
    if (kind === 123) return this.#skip(8);
    if (kind === 119) return void this.text();
    if (kind !== 118 && kind !== 117) throw new Unreadable("malformed", "A value is of an unknown kind.");
    const entries = this.count(kind === 118 ? 2 : 1);
    if (entries > mostEntries) throw new Unreadable("limit", "A value has too many entries.");
    for (let i = 0; i < entries; i += 1) {
      if (kind === 118) this.key();
      this.value(depth + 1);
    }
  }

  /** A key of a map or of an object. */
  key(): string {
    const key = this.name();
    if (forbiddenKeys.has(key)) throw new Unreadable("malformed", "A key has a forbidden name.");
    return key;
  }

  #signed(): void {
    for (let length = 0; length < 8; length += 1) if (this.byte() < 128) return;
    throw new Unreadable("malformed", "A number is too large.");
  }

  #skip(length: number): void {
    if (length > this.left) throw new Unreadable("malformed", "The bytes end too early.");
    this.at += length;
  }

  #span(): Uint8Array {
    const length = this.count(1);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Unreadable("malformed", "A text is not valid UTF-8.");
  }
}
