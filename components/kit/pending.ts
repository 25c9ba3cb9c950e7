/** Work of the page that is under way: questions asked, pictures to be drawn. Who draws a page in Node waits for its end. */
let count = 0;
let idle: (() => void)[] = [];

/** Begins a piece of work; returns what ends it. */
export function begin(): () => void {
  count++;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    count--;
    if (count > 0) return;
    // What follows from an answer begins in the same turn.
    setTimeout(() => {
      if (count > 0) return;
      const told = idle;
      idle = [];
      for (const tell of told) tell();
    });
  };
}

/** Resolves when nothing is under way any more. */
export function settled(): Promise<void> {
  return new Promise((done) => {
    const end = begin();
    idle.push(done);
    end();
  });
}
