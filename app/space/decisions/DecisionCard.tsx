import Ellipsis from "lucide-react/icons/ellipsis";
import GitBranch from "lucide-react/icons/git-branch";
import {
  type DecisionStanding,
  type GivenDecision,
  decisionStandings,
  standingNames,
} from "../../../lib/sections/decisions.ts";
import { classes } from "../../parts/classes.ts";
import { IconButton } from "../../parts/IconButton.tsx";
import { Popup } from "../../parts/Popup.tsx";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { Chip } from "../canvas/Chip.tsx";
import { passToColumn } from "../passFocus.ts";
import { useWrites } from "../words/useWrites.ts";

/** What the client can do with a decision; the practitioner has none of it. */
type Acts = { stand: (stands: DecisionStanding) => void; rewrite: (() => void) | null };

/** One decision as it was given, and how it stands. */
export function DecisionCard({ decision, acts }: { decision: GivenDecision; acts: Acts | null }) {
  const { text, stands, from } = decision;
  const writes = useWrites();
  return (
    <li ref={passToColumn}>
      <Sheet role="group" aria-label={`${standingNames[stands]}: ${text}`}>
        <div className="flex items-center justify-between gap-2">
          <h3
            className={classes(
              "font-sans text-[0.8125rem] font-semibold tracking-normal",
              stands === "now" ? "text-client" : "text-ink-soft",
            )}
          >
            {standingNames[stands]}
          </h3>
          {acts && writes && <DecisionMenu decision={decision} acts={acts} />}
        </div>
        <p translate="no" dir="auto" className="mt-1 font-serif text-[1.0625rem] leading-[1.45] whitespace-pre-wrap">
          {text}
        </p>
        {from && (
          <Chip icon={GitBranch} seat="client" className="mt-2.5">
            from{" "}
            <span translate="no" dir="auto">
              “{from.title}”
            </span>
          </Chip>
        )}
      </Sheet>
    </li>
  );
}

function DecisionMenu({ decision, acts }: { decision: GivenDecision; acts: Acts }) {
  const { rewrite } = acts;
  const others = decisionStandings.filter((stands) => stands !== decision.stands);
  return (
    <Popup
      edge="right"
      opener={(opener) => (
        <IconButton
          {...opener}
          name={`Change how this stands: ${decision.text}`}
          icon={Ellipsis}
          tone="soft"
          className="-my-3 -mr-2.5 forced-colors:m-0"
        />
      )}
    >
      {(close) => (
        <>
          {(rewrite ? others : others.filter((stands) => stands === "now")).map((stands) => (
            <PopupAct
              key={stands}
              onClick={() => {
                close();
                acts.stand(stands);
              }}
            >
              {standingNames[stands]}
            </PopupAct>
          ))}
          {rewrite && (
            <PopupAct
              onClick={() => {
                close();
                rewrite();
              }}
            >
              Say it in new words
            </PopupAct>
          )}
        </>
      )}
    </Popup>
  );
}
