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
          of you can read. Your decisions are written by you alone: the server refuses anyone else.
        </p>
        <p>
          Drafts stay on your own page until you give them. Your own page is never sent to {from}, and theirs is never
          sent to you. {from} may also keep notes outside this space. Ask about these.
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
          You can take a copy of everything you can read at any time, and stop at any time. You can take this back at
          any time by telling {from}. Whoever runs this server can then erase the space. It cannot yet be done from
          inside. Copies that either of you has saved elsewhere stay where they are.
        </p>
        <p>Nobody watches this space between your meetings. It is not for emergencies.</p>
      </div>
    </details>
  );
}
