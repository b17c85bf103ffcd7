import { Circles } from "../parts/Circles.tsx";
import { Lead } from "../parts/Lead.tsx";
import { Title } from "../parts/Title.tsx";

/** While the invitation is being looked up. What follows is about as long as the screen, so that little moves. */
export function Looking() {
  return (
    <div className="min-h-[80vh]">
      <Circles size="seats" practitioner="dashed" client="dashed" className="mb-4" />
      <Title>A space for two</Title>
      <Lead>One moment. We are looking at your invitation.</Lead>
    </div>
  );
}
