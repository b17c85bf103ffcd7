/** A route of the JSON interface as data: who may call it, what it reads and answers; and the one way all are performed. */
import type { Wait } from "../../lib/refusals.ts";
import type { Sitter } from "../records/records.ts";
import { addressOf } from "../visitor.ts";
import { type Answer, type Done, refuse, unknownSpace } from "./answer.ts";
import type { Read } from "./bodies.ts";
import type { Visit } from "./visit.ts";

/** Who may call a route, with what is then known of them. To all others there is no such space. */
type Callers = {
  anybody: object;
  sitter: { sitter: Sitter };
  practitioner: { sitter: Sitter };
  /** Who sat there until somebody came back to their seat elsewhere. */
  "former sitter": { former: Sitter };
};
export type Who = keyof Callers;

/** The status of a success. `shape` is never there: it says what type its body has. */
type Reply<Shape> = { status: number; shape?: Shape };

type Asked<W extends Who, Body> = Visit & Callers[W] & { space: string; body: Body };
type Handle<W extends Who, Body, Outcome> = (asked: Asked<W, Body>) => Promise<Outcome | Answer>;

/** How often a route may be called. `tries`: `handle` gives null for a secret that was never made, and that is a guess. */
type Limited<W extends Who, Body, Shape> =
  | { limit?: "openings"; handle: Handle<W, Body, Done<NoInfer<Shape>>> }
  | { limit: "tries"; wrongSecret: Answer; handle: Handle<W, Body, Done<NoInfer<Shape>> | null> };

type Spec<W extends Who, Body, Shape> = {
  method: "GET" | "POST" | "DELETE";
  /** Below `/api`. `ID` stands for a space. */
  path: string;
  who: W;
  /** What a former sitter is told, where the space is not simply unknown to them. */
  toFormer?: Answer;
  body: Read<Body>;
  answer: Reply<Shape>;
} & Limited<W, Body, Shape>;

export type Route = {
  method: string;
  path: string;
  who: Who;
  perform(visit: Visit, space: string): Promise<Answer>;
};

/** Makes a route. It does not compile without saying who may call it. */
export const route = <W extends Who, Body, Shape>(spec: Spec<W, Body, Shape>): Route => ({
  method: spec.method,
  path: spec.path,
  who: spec.who,
  perform: (visit, space) => perform(spec, visit, space),
});

/** A success with a body of this type. */
export const reply = <Shape>(status: number): Reply<Shape> => ({ status });
/** The success that says nothing more, and how it is given. */
export const nothing: Reply<undefined> = { status: 204 };
export const done: Done<undefined> = { body: undefined };

/** Asks at the moment of the act: first who calls, then what they bring, then whether it is too often. */
async function perform<W extends Who, Body, Shape>(
  spec: Spec<W, Body, Shape>,
  visit: Visit,
  space: string,
): Promise<Answer> {
  const admitted = await admit[spec.who](visit, space, spec.toFormer);
  if ("refusal" in admitted) return admitted.refusal;
  const body = await spec.body(visit.request);
  if ("refusal" in body) return body.refusal;
  if (spec.limit === "openings") {
    const wait = await visit.openings.turn(addressOf(visit.request, visit.doorway));
    if (wait > 0) return tooOften("openings", wait);
  }
  const wait = spec.method === "GET" ? 0 : actOf(visit, admitted.caller);
  if (wait > 0) return tooOften("acts", wait);
  const asked = { ...visit, ...admitted.caller, space, body: body.value };
  const outcome =
    spec.limit === "tries" ? ((await spec.handle(asked)) ?? missed(visit, spec.wrongSecret)) : await spec.handle(asked);
  return "status" in outcome ? outcome : { status: spec.answer.status, ...outcome };
}

/** Counts an act of who has a seat, or had one. Gives the seconds to wait where that were too many, or 0. */
function actOf({ acts }: Visit, caller: Callers[Who]): number {
  const person = "sitter" in caller ? caller.sitter : "former" in caller ? caller.former : null;
  const limit = person && acts(person.id);
  return limit === null || limit.take() ? 0 : Math.ceil(limit.wait() / 1_000);
}

type Admit<W extends Who> = (
  visit: Visit,
  space: string,
  toFormer?: Answer,
) => Promise<{ caller: Callers[W] } | { refusal: Answer }>;

export const onlyPractitioner = refuse(403, "only-practitioner");

const admitSitter: Admit<"sitter"> = async ({ door, request }, space, toFormer) => {
  const sitter = await door.sitter(request, space);
  if (sitter) return { caller: { sitter } };
  return { refusal: toFormer && (await door.formerSitter(request, space)) ? toFormer : unknownSpace };
};

const admit: { [W in Who]: Admit<W> } = {
  anybody: async () => ({ caller: {} }),
  sitter: admitSitter,
  async practitioner(visit, space) {
    const admitted = await admitSitter(visit, space);
    const isOther = "caller" in admitted && admitted.caller.sitter.seat !== "practitioner";
    return isOther ? { refusal: onlyPractitioner } : admitted;
  },
  async "former sitter"({ door, request }, space) {
    const former = await door.formerSitter(request, space);
    return former ? { caller: { former } } : { refusal: unknownSpace };
  },
};

/**
 * The answer to a secret that was never made, until there were too many. Who has one that stands, or one that has ended,
 * has not guessed it, and is answered whatever was guessed at their address or anywhere.
 */
function missed({ request, doorway, guesses }: Visit, wrongSecret: Answer): Answer {
  const wait = guesses.miss(addressOf(request, doorway));
  return wait === 0 ? wrongSecret : tooOften("tries", wait);
}

/** A refusal for now. */
export const tooOften = (of: Wait["of"], seconds: number): Answer =>
  refuse(429, { code: "wait", of, seconds }, { "Retry-After": String(seconds) });
