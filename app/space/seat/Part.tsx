import type { ReactNode } from "react";

/** One thing that a person can do with their seat: its words, and the act under them. */
export function Part({ title, act, children }: { title: string; act: ReactNode; children: ReactNode }) {
  return (
    <div className="mt-6 border-t border-line pt-5 text-[0.9375rem] text-ink-soft">
      <p className="mb-4">
        <strong className="font-bold text-ink">{title}</strong> {children}
      </p>
      {act}
    </div>
  );
}
