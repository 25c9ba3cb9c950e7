import type { Schema } from "./field.js";
import { host } from "./host.js";
import { addressNotices } from "./notices.js";
import { createStore, type Store, type StoreOptions } from "./store.js";
import { tellStories } from "./story.js";

/**
 * The state of a page and what follows from it everywhere: what the address did not give is said on top, the steps of the text open their views. Called
 * once, in the page's first cell.
 */
export function page<S extends Schema>(schema: S, options: StoreOptions<S> = {}): Store<S> {
  const store = createStore(schema, options);
  const main = document.querySelector("main") ?? document.body;
  const notices = addressNotices(store.notices);
  if (notices) main.querySelector("h1")?.after(notices);
  tellStories(store, main);
  host().opened?.(store);
  return store;
}
