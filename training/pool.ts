// Several workers holding one data set. Slices are fixed by n and added in order, so the number of workers does not
// show in the result.

import type { Remote } from "comlink";
import type { DataOptions } from "./data.js";
import { collectMoments, type Moments } from "./diagonal/moments.js";
import { BLOCK, sliceCount, sliceRange, sliceStart } from "./partition.js";
import { addForce, addSums, emptyForce, emptySums, type Rows } from "./quadratic/rows.js";
import type { RowService } from "./row-service.js";

/** A started worker. */
export interface Member {
  service: Remote<RowService>;
  /** Rejects when the worker dies. */
  failed: Promise<never>;
  /** Ends it. */
  terminate(): void;
}

/** A group of workers, one run at a time. */
export interface Pool {
  readonly size: number;
  rows(options: DataOptions): Promise<Rows>;
  moments(options: DataOptions): Promise<Moments>;
  close(): void;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A pool of the given workers. */
export function poolOf(members: readonly Member[]): Pool {
  /** Every worker with the slices it gets of n rows; those that get none are left out. */
  const shares = (n: number) => {
    const count = Math.min(members.length, sliceCount(n));
    return members.slice(0, count).map((member, w) => ({ member, slices: sliceRange(n, w, count) }));
  };
  const each = <T>(used: ReturnType<typeof shares>, call: (share: (typeof used)[number]) => Promise<T>) =>
    Promise.all(used.map((share) => Promise.race([call(share), share.member.failed])));
  return {
    size: members.length,
    async rows(options) {
      const used = shares(options.n);
      await each(used, ({ member, slices }) => member.service.open(options, slices));
      return {
        n: options.n,
        async sums(s) {
          const parts = await each(used, ({ member }) => member.service.sums(s));
          const total = emptySums(options.teacher.d);
          for (const part of parts.flat()) addSums(total, part);
          return total;
        },
        async labels() {
          return joined(await each(used, ({ member }) => member.service.labels()));
        },
        async forms(s) {
          return joined(await each(used, ({ member }) => member.service.forms(s)));
        },
        async adjoint(weights) {
          const parts = await each(used, ({ member, slices }) => {
            const [from, to] = slices.map((slice) =>
              Math.min(options.n, sliceStart(options.n, slice) * BLOCK),
            );
            return member.service.adjoint(weights.slice(from, to));
          });
          const total = emptyForce(options.teacher.d);
          for (const part of parts.flat()) addForce(total, part);
          return total;
        },
        close() {
          for (const { member } of used) void member.service.close();
        },
      };
    },
    async moments(options) {
      const parts = await each(shares(options.n), ({ member, slices }) =>
        member.service.moments(options, slices),
      );
      return collectMoments(parts.flat(), options.teacher.d, options.n);
    },
    close() {
      for (const member of members) member.terminate();
    },
  };
}
