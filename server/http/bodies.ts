/** The one reader of what the JSON interface is sent: unknown values in, clean ones or a refusal out. */
import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { longestName, longestWelcome } from "../../lib/api.ts";
import { composed, withoutUnseen } from "../../lib/characters.ts";
import type { Refusal } from "../../lib/refusals.ts";
import { secretIn } from "../../lib/secret.ts";
import { type Answer, readBody, refuse } from "./answer.ts";

/** Reads what a request brings, or refuses it. */
export type Read<Body> = (request: IncomingMessage) => Promise<{ value: Body } | { refusal: Answer }>;

const ours = new Map<string, Refusal>();

/** A refusal of ours where zod takes a message: it gives the code back, and all other messages are its own. */
function problem(refusal: Refusal): string {
  ours.set(refusal.code, refusal);
  return refusal.code;
}

// Characters that turn the direction of text or cannot be seen could make one name look like another.
const plainLine = (text: string): string => withoutUnseen(composed(text).replace(/\s+/g, " ")).trim();
const plainText = (text: string): string => composed(text).replace(/\r\n?/g, "\n").trim();

const name = z
  .string(problem({ code: "nameless" }))
  .transform(plainLine)
  .pipe(
    z
      .string()
      .min(1, problem({ code: "nameless" }))
      .max(longestName, problem({ code: "long-name", most: longestName })),
  );

const welcome = z
  .string()
  .transform(plainText)
  .pipe(z.string().max(longestWelcome, problem({ code: "long-welcome", most: longestWelcome })))
  .optional()
  .transform((words) => words ?? "");

// Spelled wrong and never made are one answer, so a reader of secrets gives null instead of refusing.
const secret = z.string(problem({ code: "no-secret" })).transform(secretIn);

/** Names one press of a button, so that what was done by it and never answered is not done a second time. */
const press = z
  .string()
  .regex(/^[\w-]{16,64}$/)
  .optional()
  .transform((named) => named ?? null);

export const bodies = {
  /** Nothing is read. */
  none: (async () => ({ value: undefined })) satisfies Read<undefined>,
  open: json(z.object({ name, welcome, press })),
  look: json(z.object({ secret, press })),
  // Who comes back to their seat has a name there.
  join: json(
    z.object({
      secret,
      name: name.optional(),
      consent: z.literal(true, problem({ code: "no-consent" })),
      press,
    }),
  ),
  newcomer: json(z.object({ known: z.boolean() })),
  backAnswer: json(z.object({ mine: z.boolean(), expires: z.int() })),
  return: json(z.object({ key: secret })),
};

/** Reads the body of a request as JSON of the given form. */
function json<Body>(form: z.ZodType<Body>): Read<Body> {
  return async (request) => {
    const body = await readBody(request);
    if ("refusal" in body) return body;
    const read = form.safeParse(body.value);
    if (read.success) return { value: read.data };
    const [issue] = read.error.issues;
    return { refusal: refuse(400, ours.get(issue?.message ?? "") ?? "wrong-body") };
  };
}
