/**
 * Where a page runs: in a reader's browser, or in Node, where the build draws it, the tool reads its rows and tests ask it questions.
 * Everything that differs between these lies here.
 */

import type { AnyStore } from "./store-type.js";

/** Where the address of the page is read and written. */
export interface Address {
  read(): string;
  replace(search: string): void;
  /** The address without its search part. */
  base(): string;
}

export interface Host {
  /** Name of the page: "index", "width". */
  page: string;
  address: Address;
  /** Answers a question of `topic` (components/topics) away from the main thread. `lane`: questions of different lanes do not wait for each other. */
  solve(topic: string, name: string, args: unknown[], lane: string): Promise<unknown>;
  /** The bytes of a file of the site, by its path from the site's root. @throws where it cannot be had, naming it */
  file(path: string): Promise<ArrayBuffer>;
  /** Calls back with the width of an element in whole pixels whenever it changes, and once at the start. */
  onWidth(element: Element, listener: (width: number) => void): void;
  /** Runs a task once: when an element comes near the screen, or before the page is printed. */
  whenNear(element: Element, task: () => void): void;
  /** The page has opened its state. */
  opened?(store: AnyStore): void;
  /** A figure could not be drawn: said in the console, or the end of a build. */
  broken(figure: string, error: unknown): void;
  /** Runs a task with the next picture. */
  nextFrame(task: () => void): void;
}

let current: Host | undefined;
let browser: (() => Host) | undefined;

/** The host of the page that runs now. */
export function host(): Host {
  if (current) return current;
  if (!browser) throw new Error("no host: a page runs in a browser or is mounted by tools/notebook");
  current = browser();
  return current;
}

/** Puts a page elsewhere than in a browser. */
export function setHost(other: Host | undefined): void {
  current = other;
}

/** How a host is made where none was set. */
export function defaultHost(make: () => Host): void {
  browser = make;
}
