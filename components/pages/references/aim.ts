/** Shows the entry that the address names, now and whenever it changes: entries are made after the page has loaded. */
export function aimAtEntries(...lists: readonly HTMLElement[]): void {
  const aim = () => {
    let key = "";
    try {
      key = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    for (const lit of document.querySelectorAll(".aimed")) lit.classList.remove("aimed");
    const target = key ? document.getElementById(key) : null;
    if (!target || !lists.some((list) => list.contains(target))) return;
    target.classList.add("aimed");
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", aim);
  const ready = () => (lists.every((list) => list.isConnected) ? aim() : requestAnimationFrame(ready));
  requestAnimationFrame(ready);
}
