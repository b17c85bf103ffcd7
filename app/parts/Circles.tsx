import type { Seat } from "../../lib/seats.ts";
import { classes } from "./classes.ts";

/** How one circle stands: drawn full, only its dashed edge, or not at all (its place stays). */
export type Circle = "filled" | "dashed" | "absent";

/** sign: beside the product's name. mark: on a card. seats: with initials, for who is here. Both others are pictures. */
export type CirclesSize = "sign" | "mark" | "seats" | "large" | "breath";

const shapes: Record<CirclesSize, { radius: number; apart: number; edge: number; fill: "disc" | "tint" | "soft" }> = {
  sign: { radius: 9, apart: 15, edge: 0, fill: "disc" },
  mark: { radius: 9.5, apart: 12, edge: 1.25, fill: "tint" },
  seats: { radius: 15, apart: 23, edge: 1.5, fill: "soft" },
  large: { radius: 125, apart: 140, edge: 0, fill: "disc" },
  breath: { radius: 130, apart: 120, edge: 0, fill: "disc" },
};

const fills = {
  practitioner: { disc: "fill-practitioner-disc", tint: "fill-practitioner-tint", soft: "fill-practitioner-soft" },
  client: { disc: "fill-client-disc", tint: "fill-client-tint", soft: "fill-client-soft" },
  both: { disc: "fill-both-disc", tint: "fill-both-tint", soft: "fill-both-tint opacity-50" },
};

const edges = {
  practitioner: { disc: "", tint: "stroke-practitioner", soft: "stroke-practitioner-line" },
  client: { disc: "", tint: "stroke-client", soft: "stroke-client-line" },
};

const letters = { practitioner: "fill-practitioner", client: "fill-client" };

type Props = {
  size?: CirclesSize;
  practitioner?: Circle;
  client?: Circle;
  /** One letter in each circle; only `seats` is large enough for them. */
  initials?: Record<Seat, string>;
  /** What the picture says. Without it the picture is an ornament, and the words beside it must say the same. */
  label?: string;
  className?: string;
};

type Side = { seat: Seat; state: Circle; x: number; aside: number };

/** The sign of the product: heather left for the practitioner, fern right for the client, darker where they overlap. */
export function Circles({
  size = "mark",
  practitioner = "filled",
  client = "filled",
  initials,
  label,
  className,
}: Props) {
  const { radius, apart, edge, fill } = shapes[size];
  const middle = radius + edge;
  const width = 2 * middle + apart;
  const all: Side[] = [
    { seat: "practitioner", state: practitioner, x: middle, aside: -edge },
    { seat: "client", state: client, x: middle + apart, aside: edge },
  ];
  const sides = all.filter(({ state }) => state !== "absent");
  const half = Math.sqrt(radius ** 2 - (apart / 2) ** 2);
  const bow = (height: number) => `a${radius} ${radius} 0 0 1 0 ${height}`;
  const lens = `M${middle + apart / 2} ${middle - half}${bow(2 * half)}${bow(-2 * half)}`;
  const accessible = label ? ({ role: "img", "aria-label": label } as const) : ({ "aria-hidden": true } as const);
  const place = { cy: middle, r: radius };
  return (
    <svg
      {...accessible}
      viewBox={`0 0 ${width} ${2 * middle}`}
      width={width}
      height={2 * middle}
      className={classes("shrink-0 overflow-visible", className)}
    >
      {sides.map(({ seat, state, x }) => (
        <circle key={seat} {...place} cx={x} className={state === "filled" ? fills[seat][fill] : "fill-none"} />
      ))}
      {practitioner === "filled" && client === "filled" && <path d={lens} className={fills.both[fill]} />}
      {sides.map(({ seat, state, x }) => (
        <circle
          key={seat}
          {...place}
          cx={x}
          strokeWidth={edge || 1.5}
          strokeDasharray={state === "dashed" ? "3 3" : undefined}
          className={classes("fill-none", state === "filled" ? edges[seat][fill] : "stroke-line-strong")}
        />
      ))}
      {initials && sides.map((side) => <Letter key={side.seat} side={side} y={middle} text={initials[side.seat]} />)}
    </svg>
  );
}

function Letter({ side: { seat, state, x, aside }, y, text }: { side: Side; y: number; text: string }) {
  const colour = state === "filled" ? letters[seat] : "fill-ink-faint";
  return (
    <text x={x + aside} y={y} dy="0.36em" textAnchor="middle" className={classes("text-[0.8125rem] font-bold", colour)}>
      {text}
    </text>
  );
}
