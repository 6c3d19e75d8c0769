import { useSearchParams } from "next/navigation";

const ITEM = "item";

/** The opened item stands in the address, so it can be shared and the way back closes it. */
export function useOpenItem() {
  const search = useSearchParams();
  const addressOf = (id: string | null) => {
    const next = new URLSearchParams(search);
    if (id === null) next.delete(ITEM);
    else next.set(ITEM, id);
    const text = next.toString();
    return text ? `?${text}` : location.pathname;
  };
  return {
    id: search.get(ITEM),
    show: (id: string) => history.pushState(null, "", addressOf(id)),
    step: (id: string) => history.replaceState(null, "", addressOf(id)),
    close: () => history.replaceState(null, "", addressOf(null)),
  };
}
