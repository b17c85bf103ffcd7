import { notFound } from "next/navigation";
import { RoomProvider } from "../../live/RoomProvider.tsx";
import { Screen } from "../Screen.tsx";

type Props = { params: Promise<{ id: string }> };

const spaceId = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** The page of one space. Nothing of the space is rendered on the server. */
export default async function SpacePage({ params }: Props) {
  const { id } = await params;
  if (!spaceId.test(id)) notFound();
  return (
    <RoomProvider space={id}>
      <Screen />
    </RoomProvider>
  );
}
