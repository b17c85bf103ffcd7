import { useId, useState } from "react";
import type { ComponentType } from "react";
import { keepsOf } from "../../browser/storage.ts";
import { useRoom } from "../../live/room.ts";
import { classes } from "../../parts/classes.ts";
import { narrow, useMedia } from "../useMedia.ts";
import { Tabs } from "./Tabs.tsx";

export type CanvasColumn = {
  section: string;
  title: string;
  tab: string;
  /** Whether it is the client's own. */
  own: boolean;
  Show: ComponentType<{ title: string }>;
};

/** The columns side by side, or behind tabs where there is room for one of them only: the one that was last in view here. */
export function Canvas({ columns }: { columns: readonly CanvasColumn[] }) {
  const small = useMedia(narrow);
  const id = useId();
  const key = `column:${useRoom().space}`;
  const [wanted, setWanted] = useState(() => keepsOf().tab.getItem(key));
  const chosen = (columns.find(({ section }) => section === wanted) ?? columns[0])?.section ?? "";
  const choose = (section: string): void => {
    keepsOf().tab.setItem(key, section);
    setWanted(section);
  };
  const tabOf = (section: string): string => `${id}-tab-${section}`;
  const panelOf = (section: string): string => `${id}-panel-${section}`;
  const tabs = columns.map(({ section, tab, own }) => ({
    id: tabOf(section),
    panel: panelOf(section),
    name: tab,
    own,
  }));
  return (
    <>
      {small && (
        <Tabs
          tabs={tabs}
          chosen={tabOf(chosen)}
          onChoose={(tab) => choose(columns.find(({ section }) => tabOf(section) === tab)?.section ?? chosen)}
        />
      )}
      <div
        className={classes(
          "on-paper-flow flex-1",
          small
            ? "flex p-4 pt-3"
            : "grid grid-cols-2 gap-[1.125rem] p-[1.375rem] pt-5 min-[1000px]:grid-cols-[430fr_472fr_410fr]",
        )}
      >
        {columns.map(({ section, title, Show }) => (
          <div
            key={section}
            {...(small && { role: "tabpanel", id: panelOf(section), "aria-labelledby": tabOf(section) })}
            hidden={small && section !== chosen}
            className={
              small && section !== chosen
                ? undefined
                : "on-paper-flow flex min-w-0 flex-1 last:col-span-2 min-[1000px]:last:col-span-1"
            }
          >
            <Show title={title} />
          </div>
        ))}
      </div>
    </>
  );
}
