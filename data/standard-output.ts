import { fstatSync, writeSync } from "node:fs";
import { Writable } from "node:stream";

/** Whether Node's own stream would take a short write to the standard output for a whole one: files and devices. */
function isFile(): boolean {
  const stats = fstatSync(1);
  return stats.isFile() || (stats.isCharacterDevice() && !process.stdout.isTTY);
}

/**
 * Writes all of it to the standard output. Rejects where it does not fit: on a file system that fills up, Node's own
 * stream drops the rest of a short write without a word.
 */
export async function writeStandardOutput(content: string | Uint8Array): Promise<void> {
  if (!isFile()) {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
    });
    return;
  }
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      throw new Error(
        `the standard output took ${at} of ${bytes.length} bytes: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }
}

/** The standard output as a stream, written by `writeStandardOutput` where it is a file. */
export function standardOutput(): Writable {
  if (!isFile()) return process.stdout;
  return new Writable({
    decodeStrings: true,
    write(chunk: Uint8Array, _encoding, done) {
      writeStandardOutput(chunk).then(() => done(), done);
    },
  });
}
