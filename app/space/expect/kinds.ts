/** What an expectation can be about: its name on a card, its picture, and the question it starts from. */
import Compass from "lucide-react/icons/compass";
import HandHelping from "lucide-react/icons/hand-helping";
import Hourglass from "lucide-react/icons/hourglass";
import MessageCircle from "lucide-react/icons/message-circle";
import PenLine from "lucide-react/icons/pen-line";
import Sprout from "lucide-react/icons/sprout";
import Sunset from "lucide-react/icons/sunset";
import Unplug from "lucide-react/icons/unplug";
import type { ExpectationKind } from "../../../lib/cards.ts";
import type { Icon } from "../../parts/buttonLook.ts";

type Kind = { name: string; icon: Icon; question: string };

export const kinds: Record<ExpectationKind, Kind> = {
  work: { name: "What this work is", icon: Compass, question: "What do we do here together, and what do we not do?" },
  trial: { name: "A fair trial", icon: Sprout, question: "How long do we try before we ask whether it suits you?" },
  money: {
    name: "Time and money",
    icon: Hourglass,
    question: "How often do we meet, for how long, and what is given for it?",
  },
  bring: {
    name: "What I bring, and what I do not do",
    icon: HandHelping,
    question: "What can you count on from me, and what is not mine to do?",
  },
  between: {
    name: "Between sessions",
    icon: MessageCircle,
    question: "How may we reach each other, and when may nobody expect an answer?",
  },
  line: { name: "If the line fails", icon: Unplug, question: "When the line drops, who calls whom, and where?" },
  end: { name: "How we end", icon: Sunset, question: "How do we part when one of us wants to stop?" },
  own: { name: "In our own words", icon: PenLine, question: "What else should be said plainly?" },
};
