import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { deleteFileRoute, type FileShape, fileRoute, lookAtFileRoute, restoreFileRoute } from "../api.ts";

const addressOf = ({ id }: Pick<FileShape, "id">) => fileRoute.path.replace("{id}", id);

/** A file as one line: a picture or a PDF is looked at in place, anything else is downloaded. None opens as a page of the product's own. */
export function AttachedFile({ file, topics }: { file: FileShape; topics: readonly string[] }) {
  const { t, formatNumber } = useWords();
  const deleting = useWrite(deleteFileRoute, { touches: topics });
  const restoring = useWrite(restoreFileRoute, { touches: topics });
  const params = { id: file.id };
  const handleDelete = async () => {
    if (await deleting.send({ params })) toast.done(t("activities.toast.deleted"), () => restoring.send({ params }));
  };
  return (
    <li>
      {mayLook(file) ? <Look file={file} /> : <Icon name="clip" small />}
      <a className="cut link" href={addressOf(file)} download={file.name} title={file.author ?? ""}>
        {file.name}
      </a>
      <span className="ink3 nw xs">
        {t("activities.files.kilobytes", { size: formatNumber(Math.ceil(file.bytes / 1024)) })}
      </span>
      {file.mayDelete && (
        <Button
          quiet
          small
          icon="trash"
          name={t("activities.files.delete", { name: file.name })}
          disabled={!deleting.mayWrite}
          onClick={() => void handleDelete()}
        />
      )}
    </li>
  );
}

/** A phone's browser draws no PDF in a page, and says so. */
const mayLook = ({ looked }: FileShape) => looked === "image" || (looked === "pdf" && navigator.pdfViewerEnabled);

/** A picture, small; pressed, large. A PDF, pressed. What it is, its bytes say; both are drawn by what runs nothing on this origin. */
function Look({ file }: { file: FileShape }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const address = addressOf(file);
  const name = t("activities.files.look", { name: file.name });
  return (
    <>
      {file.looked === "image" ? (
        <button type="button" className="shot" aria-label={name} onClick={() => setOpen(true)}>
          <img src={address} alt="" className="thumb" loading="lazy" />
        </button>
      ) : (
        <Button quiet small icon="eye" name={name} className="leaf" onClick={() => setOpen(true)} />
      )}
      {isOpen && (
        <Dialog
          title={file.name}
          wide
          onClose={() => setOpen(false)}
          foot={
            <a className="btn" href={address} download={file.name}>
              <Icon name="dl" small />
              {t("activities.files.save")}
            </a>
          }
        >
          {file.looked === "image" ? (
            <img src={address} alt={file.name} className="look" />
          ) : (
            <iframe
              src={`${lookAtFileRoute.path.replace("{id}", file.id)}#navpanes=0`}
              title={file.name}
              className="look sheet"
            />
          )}
        </Dialog>
      )}
    </>
  );
}
