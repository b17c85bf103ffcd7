/** As much of STUN and TURN (RFC 8489, RFC 8656) over UDP as it takes to ask a server for a way, and hear its answer. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { on } from "node:events";

const cookie = 0x2112a442;
const types = { binding: 0x0001, allocate: 0x0003, refresh: 0x0004, permit: 0x0008 } as const;
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
};
const overUdp = Buffer.from([17, 0, 0, 0]);

type Attribute = [type: number, value: Buffer];
type Answer = { isSuccess: boolean; attributes: Map<number, Buffer> };

/** One attribute as bytes, filled up to a multiple of four. */
function attribute([type, value]: Attribute): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function message(type: number, parts: Attribute[], key: Buffer | null): Buffer {
  const body = Buffer.concat(parts.map(attribute));
  const head = Buffer.alloc(20);
  head.writeUInt16BE(type, 0);
  // The length counts the integrity that follows, before it is made (RFC 8489, section 14.5).
  head.writeUInt16BE(body.length + (key ? 24 : 0), 2);
  head.writeUInt32BE(cookie, 4);
  randomBytes(12).copy(head, 8);
  const signed = Buffer.concat([head, body]);
  if (!key) return signed;
  return Buffer.concat([signed, attribute([attributes.integrity, createHmac("sha1", key).update(signed).digest()])]);
}

function read(bytes: Buffer): Answer {
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16BE(at + 2);
    found.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return { isSuccess: (bytes.readUInt16BE(0) & 0x0110) === 0x0100, attributes: found };
}

/** A way to ask a server on this machine, always from the same port: a server ties what it says to it. Undo: `end`. */
type Line = { ask(request: Buffer): Promise<Answer>; end(): void };

function openLine(port: number, given?: AbortSignal): Line {
  const socket = createSocket("udp4");
  return {
    async ask(request) {
      const send = (): void => socket.send(request, port, "127.0.0.1");
      // A message may be lost, so it is sent again while no answer comes.
      const again = setInterval(send, 500);
      const silence = AbortSignal.timeout(20_000);
      const signal = given ? AbortSignal.any([given, silence]) : silence;
      try {
        send();
        // What was sent twice may be answered twice: the answer to this one carries its number.
        for await (const [bytes] of on(socket, "message", { signal }) as AsyncIterable<[Buffer]>)
          if (bytes.subarray(8, 20).equals(request.subarray(8, 20))) return read(bytes);
        throw new Error("The server fell silent.");
      } finally {
        clearInterval(again);
      }
    },
    end: () => void socket.close(),
  };
}

/** Waits until a server answers at all. Throws where it has not within 20 s, or `gone` says that it never will. */
export async function answers(port: number, gone: AbortSignal): Promise<void> {
  const line = openLine(port, gone);
  try {
    await line.ask(message(types.binding, [], null));
  } finally {
    line.end();
  }
}

export type Answered = "success" | number;
/** A relayed address, or the code with which it was refused. Undo: `end`. */
export type Allocation = {
  answer: Answered;
  refresh(): Promise<Answered>;
  permit(address: string): Promise<Answered>;
  end(): void;
};

/**
 * Asks for a relayed address with a name and a password, as long-term credentials are used (RFC 8489, section 9.2).
 * `refresh` asks for it to be kept for longer, with the same credentials, `permit` for a way to an address (IPv4).
 */
export async function allocate(port: number, username: string, password: string): Promise<Allocation> {
  const line = openLine(port);
  const transport: Attribute = [attributes.transport, overUdp];
  const first = await line.ask(message(types.allocate, [transport], null));
  const realm = first.attributes.get(attributes.realm) ?? Buffer.alloc(0);
  const nonce = first.attributes.get(attributes.nonce) ?? Buffer.alloc(0);
  const key = createHash("md5").update(`${username}:${realm.toString()}:${password}`).digest();
  const askAs = async (type: number, parts: Attribute[]): Promise<Answered> => {
    const own: Attribute[] = [
      [attributes.username, Buffer.from(username)],
      [attributes.realm, realm],
      [attributes.nonce, nonce],
    ];
    return outcomeOf(await line.ask(message(type, [...parts, ...own], key)));
  };
  return {
    answer: await askAs(types.allocate, [transport]),
    refresh: () => askAs(types.refresh, []),
    permit: (address) => askAs(types.permit, [[attributes.peer, peerAt(address)]]),
    end: line.end,
  };
}

/** An address as it is told of a peer, on any port: mixed with the cookie (RFC 8489, section 14.2). */
function peerAt(address: string): Buffer {
  const bytes = Buffer.from([0, 1, 0, 0, ...address.split(".").map(Number)]);
  bytes.writeUInt32BE((bytes.readUInt32BE(4) ^ cookie) >>> 0, 4);
  return bytes;
}

/** "success", or the code of the refusal (RFC 8489, section 14.8). */
function outcomeOf({ isSuccess, attributes: found }: Answer): Answered {
  const error = found.get(attributes.error);
  return isSuccess ? "success" : (error?.[2] ?? 0) * 100 + (error?.[3] ?? 0);
}
