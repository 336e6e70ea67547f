import { type ComponentProps, lazy, Suspense } from "react";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { withWords } from "#ui/words/lateWords.ts";

const Inputs = lazy(withWords(["pipeline"], () => import("./RequiredInputs.tsx")));

/** The controls of what a stage asks for, in a form of another module; they come with their sentences. */
export function RequiredInputs(props: ComponentProps<typeof Inputs>) {
  return (
    <Suspense fallback={<Skeleton lines={props.fields.length} height={52} />}>
      <Inputs {...props} />
    </Suspense>
  );
}
