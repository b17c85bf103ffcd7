import { Meeting } from "./home/Meeting.tsx";
import { Spaces } from "./home/Spaces.tsx";
import { Brand } from "./parts/Brand.tsx";
import { Button } from "./parts/Button.tsx";
import { Foot } from "./parts/Foot.tsx";

const promises = [
  {
    title: "Both of us agree",
    text: "Expectations, time and money in plain words. An agreement holds for the exact text, and a change shows.",
  },
  {
    title: "The choice is yours",
    text: "Only the client can write what the client chooses. The server refuses anyone else.",
  },
  {
    title: "Nothing has to happen",
    text: "Sit in shared quiet. Turn on no outcome, and every plan and number folds away.",
  },
];

/** The first page: what this is, the two ways in, and the spaces that this browser already sits in. */
export default function Home() {
  return (
    <div className="mx-auto flex min-h-(--screen) max-w-[65rem] flex-col px-5 pt-6 sm:px-8 sm:pt-14">
      <header>
        <Brand />
      </header>
      <main className="flex-1">
        <div className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-16 gap-y-12 pt-10 pb-14 sm:pt-16 sm:pb-24 lg:grid-cols-[minmax(0,1fr)_24.375rem]">
          <div>
            <h1 className="text-[clamp(2.5rem,1.2rem+6vw,3.8rem)] leading-[0.98] tracking-[-0.02em]">
              A space for two, <br />
              held not steered.
            </h1>
            <p className="mt-7 max-w-[31.5rem] font-serif text-[1.3rem] leading-[1.5] text-pretty text-ink-soft">
              One practitioner, one client, one shared page. Say what you each expect, see what is possible, and leave
              the choice where it belongs.
            </p>
            <div className="mt-8 flex flex-wrap gap-3">
              <Button tone="ink" href="/open">
                Open a space
              </Button>
              <Button href="/join">I have an invitation</Button>
            </div>
            <p className="mt-5 text-[0.9375rem] text-ink-soft">
              On a new device?{" "}
              <a href="/return" className="underline underline-offset-[0.18em] hover:text-ink">
                I have a return key
              </a>
            </p>
          </div>
          <Spaces>
            <Meeting />
          </Spaces>
        </div>
        <ul className="grid gap-x-14 gap-y-8 border-t border-line pt-8 md:grid-cols-3">
          {promises.map(({ title, text }) => (
            <li key={title}>
              <h2 className="text-[1.3rem]">{title}</h2>
              <p className="mt-2 text-[0.9375rem] text-pretty text-ink-soft">{text}</p>
            </li>
          ))}
        </ul>
      </main>
      <Foot />
    </div>
  );
}
