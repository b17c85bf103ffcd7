"use client";
import { useState } from "react";
import type { OpenedSpace } from "../../lib/api.ts";
import { Opened } from "./Opened.tsx";
import { OpenForm } from "./OpenForm.tsx";

/** The form, and after it the open space. The invitation lives only in the memory of this page. */
export function Open() {
  const [opened, setOpened] = useState<{ space: OpenedSpace; name: string } | null>(null);
  if (opened) return <Opened opened={opened.space} name={opened.name} />;
  return <OpenForm onOpened={(space, name) => setOpened({ space, name })} />;
}
