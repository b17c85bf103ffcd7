/** Whether two plain values say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const [here, there] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return here.size === there.size && [...here].every(([key, value]) => there.has(key) && isSame(value, there.get(key)));
}
