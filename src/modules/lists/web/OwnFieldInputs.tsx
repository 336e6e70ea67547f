import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { type CellShape, listRoute } from "../api.ts";
import { FieldInput, sent } from "./FieldInput.tsx";

type Props = {
  list: string;
  keys: readonly string[];
  values: Readonly<Record<string, CellShape>>;
  onChange: (key: string, value: CellShape, sent: unknown) => void;
  fault: (key: string) => string | undefined;
};

/** The workspace's own fields of a list's records by key, each with the control of its type. `sent` is what a route takes for it. */
export default function OwnFieldInputs({ list, keys, values, onChange, fault }: Props) {
  const { workspace } = useSession();
  const { data } = useRead(listRoute, { params: { list } }, { topics: ["fields"] });
  return keys.map((key) => {
    const field = data?.fields.find(({ id }) => id === `custom.${key}`);
    if (!field) return null;
    const wrong = fault(key);
    return (
      <div key={key}>
        <FieldInput
          field={field}
          value={values[key] ?? null}
          currency={workspace.currency}
          onChange={(value) => onChange(key, value, sent(value))}
        />
        {wrong && (
          <span className="msg" role="alert">
            {wrong}
          </span>
        )}
      </div>
    );
  });
}
