/** What an expectation can be about: its picture, and the question it starts from. */
import Compass from "lucide-react/icons/compass";
import HandHelping from "lucide-react/icons/hand-helping";
import Hourglass from "lucide-react/icons/hourglass";
import MessageCircle from "lucide-react/icons/message-circle";
import PenLine from "lucide-react/icons/pen-line";
import Sprout from "lucide-react/icons/sprout";
import Sunset from "lucide-react/icons/sunset";
import Unplug from "lucide-react/icons/unplug";
import type { ExpectationKind } from "../../../lib/expectations.ts";
import type { Icon } from "../../parts/buttonLook.ts";

type Kind = { icon: Icon; question: string };

export const kinds: Record<ExpectationKind, Kind> = {
  work: { icon: Compass, question: "What do we do here together, and what do we not do?" },
  trial: { icon: Sprout, question: "How long do we try before we ask whether it suits you?" },
  money: {
    icon: Hourglass,
    question: "How often do we meet, for how long, and what is given for it?",
  },
  bring: {
    icon: HandHelping,
    question: "What can you count on from me, and what is not mine to do?",
  },
  between: {
    icon: MessageCircle,
    question: "How may we reach each other, and when may nobody expect an answer?",
  },
  line: { icon: Unplug, question: "When the line drops, who calls whom, and where?" },
  end: { icon: Sunset, question: "How do we part when one of us wants to stop?" },
  own: { icon: PenLine, question: "What else should be said plainly?" },
};
