/** A duration a person can read: 42 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** One line of progress on the standard error: rewritten in a terminal, else a new line every few seconds. */
export class ProgressLine {
  #last = performance.now();
  #shown = false;
  readonly #terminal = process.stderr.isTTY === true;

  /** @param interval milliseconds between lines where it is no terminal */
  constructor(readonly interval = 5000) {}

  show(text: () => string): void {
    const now = performance.now();
    if (now - this.#last < (this.#terminal ? 100 : this.interval)) return;
    this.#last = now;
    this.#shown = true;
    process.stderr.write(this.#terminal ? `\r\x1b[2K${text()}` : `${text()}\n`);
  }

  /** Clears the line of a terminal. */
  end(): void {
    if (this.#terminal && this.#shown) process.stderr.write("\r\x1b[2K");
  }
}
