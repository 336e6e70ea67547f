import { type ComponentProps, lazy, Suspense } from "react";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { withWords } from "#ui/words/lateWords.ts";

const Fields = lazy(withWords(["lists"], () => import("./RecordFields.tsx")));
const Shares = lazy(withWords(["lists"], () => import("./RecordShares.tsx")));
const View = lazy(withWords(["lists"], () => import("./ListView.tsx")));

/** The workspace's own fields on a record's page; they come with their sentences. */
export function RecordFields(props: ComponentProps<typeof Fields>) {
  return (
    <Suspense>
      <Fields {...props} />
    </Suspense>
  );
}

/** A list of records as a page; it comes with its sentences. */
export function ListView(props: ComponentProps<typeof View>) {
  return (
    <Suspense fallback={<Skeleton lines={16} height={28} />}>
      <View {...props} />
    </Suspense>
  );
}

/** With whom a record is shared, on its page; it comes with its sentences. */
export function RecordShares(props: ComponentProps<typeof Shares>) {
  return (
    <Suspense>
      <Shares {...props} />
    </Suspense>
  );
}
