/** Runs a task once, when an element comes near the screen or the page is printed: what is far below costs nothing before. */
export function whenNear(element: Element, task: () => void): void {
  let done = false;
  const run = () => {
    if (done) return;
    done = true;
    observer.disconnect();
    task();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) run();
    },
    { rootMargin: "300px 0px" },
  );
  observer.observe(element);
  addEventListener("beforeprint", run, { once: true });
}
