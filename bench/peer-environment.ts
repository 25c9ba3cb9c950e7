/**
 * The environment of a peer: one thread, and the kernels that its processor deserves. A core type forced on OpenBLAS
 * would make it look slow.
 */
export function peerEnvironment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, ...rest } = process.env;
  return { ...rest, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
}
