import { Circles } from "../parts/Circles.tsx";
import { Lead } from "../parts/Lead.tsx";
import { Title } from "../parts/Title.tsx";

/** While the invitation is being looked up. The height is near that of what follows, so that little moves. */
export function Looking() {
  return (
    <div className="min-h-96">
      <Circles size="seats" practitioner="dashed" client="dashed" className="mb-4" />
      <Title>A space for two</Title>
      <Lead>One moment. We are looking at your invitation.</Lead>
    </div>
  );
}
