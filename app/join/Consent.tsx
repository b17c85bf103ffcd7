/** What one agrees to, whole. It promises only what this product does. `from` is the practitioner's name. */
export function Consent({ from }: { from: string }) {
  return (
    <details className="mt-2 pl-9 text-[0.9375rem] text-ink-soft">
      <summary className="inline-flex min-h-6 items-center underline underline-offset-[0.18em] hover:text-ink">
        Read the whole text
      </summary>
      <div className="mt-3 space-y-3 border-l-2 border-line pl-4">
        <p>
          This is a private space for two adults: you and {from}. What either of you gives into the shared pages, both
          of you can read. Your story, your decisions and what you do not want are written by you alone.
        </p>
        <p>
          Your journal and your drafts stay on your own page, which is never sent to {from}. In the same way {from} has
          a page of notes and drafts that is never sent to you. {from} may also keep notes outside this space. Ask about
          these.
        </p>
        <p>
          Whoever runs this server keeps what is written and could technically read it. No advertisements, no
          statistics, no scores, and nothing is passed on to anyone else.
        </p>
        <p>
          Health matters may come up. By agreeing you allow {from} to keep and use what you write here for your work
          together, and for nothing else.
        </p>
        <p>
          You can take this back at any time, inside the space. You can take a copy, leave, erase your own page at once,
          or have the whole space erased: at once if you both want it, after fourteen days if one of you does. Copies
          that either of you has saved elsewhere stay where they are.
        </p>
        <p>Nobody watches this space between your meetings. It is not for emergencies.</p>
      </div>
    </details>
  );
}
