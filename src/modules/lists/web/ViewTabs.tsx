import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { addViewRoute, changeViewRoute, deleteViewRoute, listCountRoute, type ViewShape } from "../api.ts";
import type { Shown } from "../view.ts";
import { askedFor, type ListAddress } from "./address.ts";

export type NamedView = { id: string; name: string; shown: Shown; kept: ViewShape | null };

type Props = { views: readonly NamedView[]; counts: readonly (Count | undefined)[]; address: ListAddress };

/** The views of a list as tabs, each with how many rows it has now. */
export function ViewTabs({ views, counts, address }: Props) {
  const { t } = useWords();
  const current = views.find((view) => view.id === (address.view ?? address.first)) ?? views[0];
  const tabs = views.map((view, at) => ({ name: view.id, label: view.name, ...counts[at] }));
  return (
    <div className="list-views">
      <Tabs
        label={t("lists.views")}
        tabs={tabs}
        current={current?.id ?? ""}
        onChange={(id) => address.see(views.find((view) => view.id === id) ?? null)}
      />
      {current?.kept && <ViewMenu view={current.kept} address={address} />}
    </div>
  );
}

type Count = { count: number; isCapped: boolean };

/** Hooks can't be asked in a loop whose length changes, so of very many views the first ones are counted. */
const counted = 6;

export function useCounts(list: string, views: readonly NamedView[], topics: readonly string[]): (Count | undefined)[] {
  return Array.from({ length: counted }, (_, place) => {
    const view = views[place];
    // biome-ignore lint/correctness/useHookAtTopLevel: always as many
    const { data } = useRead(
      listCountRoute,
      { params: { list }, query: view ? askedFor(view.shown) : {} },
      { topics, when: view !== undefined, keep: true },
    );
    return view && data && { count: data.count, isCapped: data.isCapped };
  });
}

function ViewMenu({ view, address }: { view: ViewShape; address: ListAddress }) {
  const { t } = useWords();
  const [naming, setNaming] = useState(false);
  const change = useWrite(changeViewRoute, { touches: ["views"] });
  const drop = useWrite(deleteViewRoute, {
    touches: ["views"],
    onDone: () => {
      toast.done(t("lists.view_deleted", { name: view.name }));
      address.see(null);
    },
  });
  const params = { id: view.id };
  const isFirst = view.isFirst;
  return (
    <>
      {address.isChanged && view.mayChange && (
        <Button
          small
          disabled={!change.mayWrite || change.sending}
          onClick={() =>
            void change
              .send({ params, body: { shown: kept(address.shown) } })
              .then((saved) => saved && address.see({ ...view, shown: address.shown }))
          }
        >
          {t("lists.save_changes")}
        </Button>
      )}
      <Menu
        className="btn quiet sm ico"
        name={t("lists.view_more", { name: view.name })}
        items={[
          {
            label: t(isFirst ? "lists.view_not_first" : "lists.view_first"),
            icon: "star",
            run: () => void change.send({ params, body: { isFirst: !isFirst } }),
          },
          ...(view.mayChange
            ? [
                { label: t("lists.view_rename"), icon: "edit" as const, run: () => setNaming(true) },
                {
                  label: t("lists.view_delete"),
                  icon: "trash" as const,
                  danger: true,
                  run: () => void drop.send({ params }),
                },
              ]
            : []),
        ]}
      >
        ⋯
      </Menu>
      {naming && <ViewDialog view={view} onClose={() => setNaming(false)} />}
    </>
  );
}

export function kept(shown: Shown) {
  return { ...shown, columns: [...shown.columns] };
}

const shares = ["me", "team", "all"] as const;
type Share = (typeof shares)[number];

/** A name and who sees it: for a view that is kept anew or changed. */
function ViewDialog({ view, onClose }: { view: ViewShape; onClose: () => void }) {
  const { t } = useWords();
  const { send, sending, mayWrite } = useWrite(changeViewRoute, { touches: ["views"], onDone: onClose });
  return (
    <NameDialog
      name={view.name}
      sharedWith={view.sharedWith}
      busy={sending || !mayWrite}
      title={t("lists.view_rename")}
      onSave={(name, sharedWith) => void send({ params: { id: view.id }, body: { name, sharedWith } })}
      onClose={onClose}
    />
  );
}

export function NewViewDialog({
  list,
  shown,
  onKept,
  onClose,
}: {
  list: string;
  shown: Shown;
  onKept: (view: ViewShape) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { send, sending, mayWrite } = useWrite(addViewRoute, {
    touches: ["views"],
    onDone: (view) => {
      toast.done(t("lists.view_saved", { name: view.name }));
      onKept(view);
    },
  });
  return (
    <NameDialog
      name=""
      sharedWith={null}
      busy={sending || !mayWrite}
      title={t("lists.save_view")}
      onSave={(name, sharedWith) => void send({ body: { list, name, sharedWith, shown: kept(shown) } })}
      onClose={onClose}
    />
  );
}

type NameProps = {
  title: string;
  name: string;
  sharedWith: "team" | "all" | null;
  busy: boolean;
  onSave: (name: string, sharedWith: "team" | "all" | null) => void;
  onClose: () => void;
};

function NameDialog({ title, name: before, sharedWith, busy, onSave, onClose }: NameProps) {
  const { t } = useWords();
  const [name, setName] = useState(before);
  const [share, setShare] = useState<Share>(sharedWith ?? "me");
  const save = () => name.trim() !== "" && onSave(name.trim(), share === "me" ? null : share);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <Button primary disabled={busy || name.trim() === ""} onClick={save}>
          {t("lists.save")}
        </Button>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput label={t("lists.view_name")} value={name} onChange={setName} maxLength={80} required />
        <Select
          label={t("lists.view_for")}
          value={share}
          choices={shares.map((value) => ({ value, label: t(`lists.view_for_${value}`) }))}
          onChange={setShare}
        />
      </form>
    </Dialog>
  );
}
