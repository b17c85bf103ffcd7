import { HideButton } from "../hide/HideButton.tsx";
import { Brand } from "../parts/Brand.tsx";
import { Back } from "./Back.tsx";
import { Call } from "./Call.tsx";

/** Words for an emergency. Static, large, and whole without JavaScript; the operator can set their own. */
export default function HelpPage() {
  const own = process.env["CRISIS_TEXT"]?.trim();
  return (
    <div className="mx-auto max-w-[46rem] px-5 pt-6 pb-16 sm:px-8 sm:pt-14">
      <header className="flex flex-wrap items-center gap-x-6 text-ink-soft">
        <Brand />
        <span className="ml-auto flex gap-6">
          <Back />
          <HideButton className="min-h-11" />
        </span>
      </header>
      <main className="mt-10 space-y-8 text-xl leading-relaxed">
        <h1 className="text-[2.5rem] sm:text-[3.25rem]">If you need help now</h1>
        <p className="font-serif text-2xl leading-snug">
          Nobody watches this space. What is written here reaches no one who could come.
        </p>
        {own ? <p className="font-serif text-2xl leading-snug whitespace-pre-line">{own}</p> : <Lines />}
        <p className="text-ink-soft">If you can, tell someone near you. You do not have to explain it well.</p>
      </main>
    </div>
  );
}

function Lines() {
  return (
    <>
      <ul className="space-y-4">
        <Call number="112" where="In the European Union and many other countries" />
        <Call
          number="988"
          where="In the United States and Canada, by call or text, for thoughts of suicide or any distress"
        />
        <Call number="911" where="In the United States and Canada, when someone is in danger now" />
      </ul>
      <p>
        Anywhere else, your local emergency number. A line in your country and language stands at{" "}
        <a href="https://findahelpline.com" rel="noreferrer" className="underline underline-offset-[0.18em]">
          findahelpline.com
        </a>
        .
      </p>
    </>
  );
}
