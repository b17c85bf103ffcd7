import EyeOff from "lucide-react/icons/eye-off";
import Leaf from "lucide-react/icons/leaf";
import PenLine from "lucide-react/icons/pen-line";
import type { ReactNode } from "react";
import type { InvitationLook } from "../../lib/api.ts";
import type { Icon } from "../parts/buttonLook.ts";
import { Circles } from "../parts/Circles.tsx";
import { initial } from "../parts/initial.ts";
import { Lead } from "../parts/Lead.tsx";
import { Title } from "../parts/Title.tsx";

/** Who invites, in their own words, and three sentences on who can read and write what. `name`: what the guest has written so far. */
export function Welcome({ look: { from, welcome }, name }: { look: InvitationLook; name: string }) {
  return (
    <>
      <Circles
        size="seats"
        client={name.trim() ? "filled" : "dashed"}
        initials={{ practitioner: initial(from), client: initial(name) }}
        label={`${from} sits here. The other seat is free.`}
        className="mb-4"
      />
      <Title arrives>You are invited to a space for two.</Title>
      <Lead>{from} has opened it and is keeping the other seat for you. There is no account to make.</Lead>
      {welcome && (
        <figure className="mt-6 rounded-sheet border border-practitioner-line bg-practitioner-soft px-5 py-4">
          <blockquote dir="auto" className="font-serif text-lg leading-snug whitespace-pre-line">
            {welcome}
          </blockquote>
          <figcaption className="mt-2 text-sm font-semibold text-practitioner">{from}</figcaption>
        </figure>
      )}
      <ul className="mt-7 space-y-3.5 text-[0.9375rem]">
        <Sentence icon={PenLine} first="What stands in the shared pages, you both read.">
          Only you can write your decisions.
        </Sentence>
        <Sentence icon={EyeOff} first="Your drafts are private.">
          {from} never receives them until you give them.
        </Sentence>
        <Sentence icon={Leaf} first="You do not have to write or decide anything today.">
          You can stop at any time and take a copy with you.
        </Sentence>
      </ul>
    </>
  );
}

/** One of the sentences that say what will be so. */
export function Sentence({ icon: IconShape, first, children }: { icon: Icon; first: string; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <IconShape size={18} strokeWidth={1.75} className="mt-1 shrink-0 text-client" aria-hidden />
      <span>
        <strong className="font-bold">{first}</strong> {children}
      </span>
    </li>
  );
}
