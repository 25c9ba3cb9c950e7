"""State evolution of the quadratic network by Monte Carlo: the peer that bench/ measures theory/ against.

The expectations over the spectral law of S* + δZ are averages over sampled matrices: no free probability, no
quadrature. Reads one JSON object {d, gamma, noise, alpha, lambda, seed, method} per line on the standard input and
writes one {delta, cut, matrixMse, standardError, iterations, samples, seconds} per line, where standardError is
relative. Method "published" iterates with three matrices a step, up to 60 steps; "accurate" takes as many matrices as a
relative standard error of 0.2 % needs. Seconds are of processor time, on one thread. Needs NumPy.
"""

import json
import sys
import time

import numpy as np

TARGET = 2e-3  # relative standard error of the matrix error
LARGEST_SAMPLE = 256
MOST_ITERATIONS = 60
PUBLISHED_SAMPLES = 3


def teacher(d, gamma):
    """Eigenvalues of S*, with (1/d) Σ s² = 1."""
    s = np.arange(1, d + 1, dtype=float) ** -gamma
    return np.sqrt(d) * s / np.linalg.norm(s)


def noise_matrix(rng, d):
    """A GOE matrix with off-diagonal variance 1/d: spectrum [-2, 2]."""
    a = rng.standard_normal((d, d))
    return (a + a.T) / np.sqrt(2 * d)


def divergence(x, cut, inverse_gaps):
    """(1/d²) Σ_{i≠j} (f_i − f_j)/(x_i − x_j), f = (x − cut)₊, by Σ_i f_i Σ_j 1/(x_i − x_j)."""
    return 2 * np.dot(np.maximum(x - cut, 0), inverse_gaps) / len(x) ** 2


def cut_at(x, alpha, lam):
    """The cut c with c (4α − 2D(c)) = λ, by bisection; the left side is increasing where positive."""
    gaps = x[:, None] - x[None, :]
    np.fill_diagonal(gaps, np.inf)
    inverse_gaps = (1 / gaps).sum(axis=1)
    low, high = lam / (4 * alpha), max(x[-1], lam / (4 * alpha)) + lam
    for _ in range(60):
        middle = (low + high) / 2
        if middle * (4 * alpha - 2 * divergence(x, middle, inverse_gaps)) < lam:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def sample(rng, s, delta, alpha, lam):
    """The cut and the matrix error of one sampled matrix."""
    d = len(s)
    x, vectors = np.linalg.eigh(np.diag(s) + delta * noise_matrix(rng, d))
    cut = cut_at(x, alpha, lam)
    f = np.maximum(x - cut, 0)
    overlap = np.dot(f, np.einsum("ij,ij,i->j", vectors, vectors, s))
    return cut, (np.dot(f, f) - 2 * overlap + np.dot(s, s)) / d


def solve(problem):
    """The fixed point of 4αδ² = 2 mse(δ, c(δ)) + Δ, by the problem's method."""
    accurate = problem["method"] == "accurate"
    alpha, lam, noise = problem["alpha"], problem["lambda"], problem["noise"]
    rng = np.random.default_rng(problem["seed"])
    s = teacher(problem["d"], problem["gamma"])
    delta = np.sqrt((2 + noise) / (4 * alpha))
    samples, iterations, error = 1 if accurate else PUBLISHED_SAMPLES, 0, 1.0
    start = time.process_time()
    while True:
        drawn = [sample(rng, s, delta, alpha, lam) for _ in range(samples)]
        cuts, errors = np.array(drawn).T
        step = np.sqrt((2 * errors.mean() + noise) / (4 * alpha)) / delta - 1
        iterations += 1
        if samples > 1:
            error = errors.std(ddof=1) / np.sqrt(samples) / errors.mean()
        if abs(step) < (max(TARGET, error) if accurate else TARGET) and (error < TARGET or not accurate):
            break
        # Once the step drowns in the sampling noise, only more matrices help.
        if accurate and abs(step) < 4 * max(TARGET, error if samples > 1 else 0) and samples < LARGEST_SAMPLE:
            samples *= 2
        delta *= 1 + step
        if iterations >= MOST_ITERATIONS:
            break
    return {
        "delta": delta,
        "cut": cuts.mean(),
        "matrixMse": errors.mean(),
        "standardError": error,
        "iterations": iterations,
        "samples": samples,
        "seconds": time.process_time() - start,
    }


# The first decomposition also starts the library.
np.linalg.eigh(noise_matrix(np.random.default_rng(0), 400))
for line in sys.stdin:
    if line.strip():
        print(json.dumps(solve(json.loads(line))), flush=True)
