/** Every screen of the product, each with the way to it. */
import { called } from "./screens/called.ts";
import { givenBack } from "./screens/given-back.ts";
import { held } from "./screens/held.ts";
import { inside } from "./screens/inside.ts";
import { met } from "./screens/met.ts";
import { outer } from "./screens/outer.ts";
import { troubled } from "./screens/troubled.ts";
import type { Screen } from "./screens/stage.ts";

export const screens: readonly Screen[] = [...outer, ...inside, ...held, ...met, ...called, ...troubled, ...givenBack];
