/** Work of the page that is under way: questions asked, pictures to be drawn. Who draws a page in Node waits for its end. */
let count = 0;
let idle: (() => void)[] = [];
/** Which page's work is counted; what another one began no longer counts. */
let page = 0;

/** Begins a piece of work; returns what ends it. */
export function begin(): () => void {
  const begun = page;
  count++;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    if (begun !== page) return;
    count--;
    if (count > 0) return;
    // What follows from an answer begins in the same turn.
    setTimeout(() => {
      if (count === 0) tell();
    });
  };
}

function tell() {
  const told = idle;
  idle = [];
  for (const each of told) each();
}

/** Resolves when nothing is under way any more. */
export function settled(): Promise<void> {
  return new Promise((done) => {
    const end = begin();
    idle.push(done);
    end();
  });
}

/** Forgets all that is under way, of a page that is closed, and lets go who waits for it. */
export function abandon(): void {
  page++;
  count = 0;
  tell();
}
