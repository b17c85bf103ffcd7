/** Brakes on guessing: how many wrong secrets one address may try in a while. */

/** Counts wrong tries by address. `wait` gives the seconds until an address may try again, 0 when it may now. */
export function openGuesses(now: () => number, most = 10, withinMs = 10 * 60 * 1000) {
  const wrong = new Map<string, number[]>();
  const recent = (address: string): number[] => (wrong.get(address) ?? []).filter((at) => now() - at < withinMs);
  return {
    wait(address: string): number {
      const tries = recent(address);
      const oldest = tries[0];
      return tries.length < most || oldest === undefined ? 0 : Math.ceil((oldest + withinMs - now()) / 1000);
    },
    note(address: string): void {
      // Addresses that have been still for a while are let go, so that the table cannot grow for ever.
      if (wrong.size > 10_000) for (const known of wrong.keys()) if (recent(known).length === 0) wrong.delete(known);
      wrong.set(address, [...recent(address), now()].slice(-most));
    },
  };
}
