/** Whoever hears of something, and how to tell them. */
export function openHearers<T>() {
  const all = new Set<(told: T) => void>();
  return {
    tell(told: T): void {
      for (const hear of all) hear(told);
    },
    hear(hear: (told: T) => void): () => void {
      all.add(hear);
      return () => all.delete(hear);
    },
  };
}
