import EyeOff from "lucide-react/icons/eye-off";
import LogOut from "lucide-react/icons/log-out";
import PenLine from "lucide-react/icons/pen-line";
import type { FormEvent } from "react";
import type { InvitationLook } from "../../lib/api.ts";
import { readJoined } from "../parts/answers.ts";
import { Button } from "../parts/Button.tsx";
import { Circles } from "../parts/Circles.tsx";
import { initial } from "../parts/initial.ts";
import { Lead } from "../parts/Lead.tsx";
import { Note } from "../parts/Note.tsx";
import type { Code } from "../parts/refused.ts";
import { sitDown } from "../parts/sit-down.ts";
import { Title } from "../parts/Title.tsx";
import { useAsk } from "../parts/useAsk.ts";
import { momentOf } from "../space/words/times.ts";
import { opensNothing } from "./Closed.tsx";
import { forgetSecret, pressHere } from "./secret.ts";
import { Sentence } from "./Welcome.tsx";

type Props = {
  secret: string;
  look: InvitationLook & { back: { opens: number | null } };
  onAgain: () => void;
  onClosed: (code: Code, why: string) => void;
};

const unreached = "We could not reach the space. Your link has not been used. Try again.";

/** A link back to a seat that one has: when it opens, what it brings, and the one press that takes the seat again. */
export function ComeBack({ secret, look: { from, back }, onAgain, onClosed }: Props) {
  const { busy, why, send } = useAsk();

  const sit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (back.opens !== null) return onAgain();
    const body = { secret, consent: true, press: pressHere() };
    const answer = await send("/api/join", { method: "POST", body, read: readJoined, unreached }, sitDown);
    if (answer?.ok) {
      forgetSecret();
      location.replace(`/space/${answer.value.space}`);
    } else if (answer && opensNothing(answer.code)) onClosed(answer.code, answer.why);
  };

  return (
    <form onSubmit={sit} noValidate>
      <Circles size="seats" client="dashed" initials={{ practitioner: initial(from), client: "?" }} className="mb-4" />
      <Title arrives>A way back to your seat.</Title>
      <Lead>
        <bdi>{from}</bdi> has made this link, because you have a space together and could not come in any more.
      </Lead>
      <ul className="mt-7 space-y-3.5 text-[0.9375rem]">
        <Sentence icon={PenLine} first="You sit on your seat again,">
          with your name and all that you both read.
        </Sentence>
        <Sentence icon={EyeOff} first="Your private page stays closed.">
          It comes back only with your return key. Until then you begin an empty one.
        </Sentence>
        <Sentence icon={LogOut} first="Where you are still signed in, this seat is left.">
          For a week such a browser can take it back.
        </Sentence>
      </ul>
      {back.opens !== null && (
        <Note className="mt-7">
          <span>
            It opens {momentOf(back.opens)}. Until then, whoever is signed in on your seat can say that the link is not
            for them, or let it open at once. Keep it: looking at it uses nothing.
          </span>
        </Note>
      )}
      {why && (
        <Note said tone="problem" className="mt-7">
          <span>{why}</span>
        </Note>
      )}
      <div className="mt-7 flex flex-wrap gap-3">
        <Button tone="fern" type="submit" busy={busy} className="min-h-12 px-7">
          <span>{busy ? "One moment…" : back.opens !== null ? "Look again" : "Sit down again"}</span>
        </Button>
        <Button tone="soft" href="/return">
          I have a return key
        </Button>
      </div>
    </form>
  );
}
