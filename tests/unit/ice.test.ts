import { describe, expect, test } from "vitest";
import { sessionMinutes } from "../../lib/meeting.ts";
import { iceFor, passwordOf } from "../../server/ice.ts";

const relays = {
  stun: ["stun:stun.example.org"],
  turn: ["turn:turn.example.org?transport=udp", "turns:turn.example.org"],
  secret: "a secret that both servers know",
  relayOnly: false,
};
const now = Date.UTC(2026, 10, 3, 10);

describe("where the relays are", () => {
  test("is said with a name that ends in five hours, and never twice with the same name", () => {
    const [first, second] = [iceFor(relays, now), iceFor(relays, now)];
    expect(first).toMatchObject({ canRelay: true, relayOnly: false, expires: now + 5 * 60 * 60_000 });
    expect(first.servers[0]).toEqual({ urls: relays.stun });
    expect(first.servers[1]?.urls).toEqual(relays.turn);
    expect(first.servers[1]?.username).toMatch(/^1793718000:[\w-]{12}$/);
    expect(second.servers[1]?.username).not.toBe(first.servers[1]?.username);
  });

  test("holds for longer than the longest session", () => {
    expect(iceFor(relays, now).expires).toBeGreaterThan(now + sessionMinutes.most * 60_000);
  });

  // printf %s "$name" | openssl dgst -sha1 -hmac "$secret" -binary | base64
  test("is said with the password that openssl makes of name and secret", () => {
    expect(passwordOf("1793718000:q83vEjRWeJA_", relays.secret)).toBe("fiNRgG7QcGk//bBHYKtq3v8xp1Q=");
    const { username = "", credential } = iceFor(relays, now).servers[1] ?? {};
    expect(credential).toBe(passwordOf(username, relays.secret));
  });

  test("says that only the relay may be used where the operator chose so", () => {
    expect(iceFor({ ...relays, relayOnly: true }, now).relayOnly).toBe(true);
  });

  test("never says the secret", () => {
    expect(JSON.stringify(iceFor(relays, now))).not.toContain(relays.secret);
  });

  test("is said without a relay where there is none", () => {
    const none = { stun: [], turn: [], secret: null, relayOnly: false };
    expect(iceFor(none, now)).toEqual({ servers: [], relayOnly: false, canRelay: false, expires: null });
    expect(iceFor({ ...none, stun: relays.stun }, now).servers).toEqual([{ urls: relays.stun }]);
  });
});
