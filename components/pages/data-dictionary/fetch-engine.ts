/** Fetches a file of this site while the reader can see that it comes, and can stop it. */

/** Without a byte for this long, in milliseconds, a file is given up. */
const STALL = 30_000;

/** A part of the engine that did not come. Asking again tries again. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

export interface FetchOptions {
  signal: AbortSignal;
  /** Told the bytes that have come so far, after decompression. */
  progress?: (bytes: number) => void;
  /** Milliseconds without a byte after which the file is given up. */
  stall?: number;
}

/**
 * The bytes at an address.
 *
 * @throws {Unreachable} where the server is not reached, answers an error, or falls silent
 * @throws the signal's reason when it is aborted
 */
export async function fetchBytes(address: string, options: FetchOptions): Promise<BlobPart[]> {
  const { signal, progress, stall = STALL } = options;
  const given = new AbortController();
  const stop = () => given.abort(signal.reason);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => given.abort(new Error(`nothing came for ${stall / 1000} s`)), stall);
  };
  signal.addEventListener("abort", stop);
  try {
    signal.throwIfAborted();
    alive();
    const response = await fetch(address, { signal: given.signal });
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    const parts: BlobPart[] = [];
    let bytes = 0;
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      alive();
      parts.push(part.value);
      bytes += part.value.length;
      progress?.(bytes);
    }
    return parts;
  } catch (error) {
    signal.throwIfAborted();
    const reason = given.signal.aborted ? given.signal.reason : error;
    throw new Unreachable(reason instanceof Error ? reason.message : String(reason));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
