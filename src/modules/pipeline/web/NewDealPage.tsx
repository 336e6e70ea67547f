import { useNavigate, useSearchParams } from "react-router";
import BoardPage from "./BoardPage.tsx";
import { NewDeal } from "./NewDeal.tsx";

/** The form over the board: what is made there will stand on it. */
export default function NewDealPage() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const isFirst = history.state?.idx === 0;
  return (
    <>
      <BoardPage />
      <NewDeal
        name={params.get("name") ?? ""}
        organizationId={params.get("organization") ?? ""}
        onClose={() => void (isFirst ? navigate("/pipeline", { replace: true }) : navigate(-1))}
        onMade={(id) => void navigate(`/deals/${id}`, { replace: true })}
      />
    </>
  );
}
