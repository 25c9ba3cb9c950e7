import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Milliseconds within which a second signal is the first one again: npm passes on what the terminal has sent already. */
const ECHO = 1000;
/** Milliseconds between two looks at whether npm is still there. */
const LOOK = 250;

/**
 * The wish of a person or a scheduler that a command end: the first Ctrl-C, SIGTERM or SIGHUP asks it to print or keep
 * what it has, a second one a second later ends it at once. npm passes a SIGTERM on to its shell alone, which dies of it:
 * under npm, the end of the shell counts as the signal. `close` gives the signals back.
 */
export class Interruption {
  /** The signal that came, if one did. */
  signal: (typeof SIGNALS)[number] | undefined;
  readonly #heard: ((signal: string) => void)[] = [];
  #time = 0;
  readonly #watch: NodeJS.Timeout | undefined;

  constructor(readonly now: () => number = () => performance.now()) {
    for (const signal of SIGNALS) process.on(signal, this.#hear);
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    this.#watch = setInterval(() => {
      if (process.ppid !== parent && !this.stopped) this.#hear("SIGTERM");
    }, LOOK).unref();
  }

  readonly #hear = (signal: (typeof SIGNALS)[number]) => {
    if (this.signal === undefined) {
      this.signal = signal;
      this.#time = this.now();
      for (const listener of this.#heard) listener(signal);
    } else if (this.now() - this.#time > ECHO) {
      console.error(`ended at once by a second signal (${signal})`);
      process.exit(this.exitCode);
    }
  };

  /** Whether a signal came. */
  get stopped(): boolean {
    return this.signal !== undefined;
  }

  /** As a shell counts it: 128 and the signal's number, 130 for Ctrl-C, 143 for SIGTERM. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal ?? "SIGINT"];
  }

  /** Calls the listener when the first signal comes. */
  onSignal(listener: (signal: string) => void): void {
    this.#heard.push(listener);
  }

  /** Leaves the signals to the process's own ways. */
  close(): void {
    clearInterval(this.#watch);
    for (const signal of SIGNALS) process.removeListener(signal, this.#hear);
  }
}
