import { useEffect, useState } from "react";

/**
 * What takes the focus as it comes by one's own press. It is so for that drawing only: what comes again later, by
 * somebody else's hand, takes no focus.
 * @returns what arrives, and how to say what will; null for nothing
 */
export function useArrival<T>(): [arriving: T | null, arrive: (what: T | null) => void] {
  const [arriving, arrive] = useState<T | null>(null);
  useEffect(() => {
    if (arriving !== null) arrive(null);
  }, [arriving]);
  return [arriving, arrive];
}
