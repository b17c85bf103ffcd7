/** Makes a reader that reads each value of a document once, however often the list is read that it stands in. */
export function readOnce<T>(read: (value: unknown) => T): (value: unknown) => T {
  const known = new WeakMap<object, { read: T }>();
  return (value) => {
    if (typeof value !== "object" || value === null) return read(value);
    let found = known.get(value);
    if (found === undefined) known.set(value, (found = { read: read(value) }));
    return found.read;
  };
}
