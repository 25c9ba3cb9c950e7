"""The peers that bench/training.ts measures training/ against: OpenBLAS through NumPy, LAPACK, and scikit-learn's LASSO.

Takes the path of a file with X (n × d) and y as float64 and, as JSON on the standard input, {n, d, lambda, gap};
writes one JSON object on the standard output. A library that is not there is left out of it.
"""

import json
import sys
import time

import numpy as np


def best(run, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def training_step(x, y, w, weight_decay):
    """Loss and gradient of the quadratic network, as matrix products."""
    n, d = x.shape
    p = len(w)
    t = x @ w.T
    f = ((t * t).sum(1) - (w * w).sum()) / np.sqrt(p * d) / np.sqrt(d)
    r = y - f
    gradient = -4 / (np.sqrt(p) * d) * ((t * r[:, None]).T @ x - r.sum() * w) + 2 * weight_decay * w
    return r @ r + weight_decay * (w * w).sum(), gradient


def main():
    question = json.loads(sys.stdin.read())
    n, d = question["n"], question["d"]
    data = np.fromfile(sys.argv[1])
    x, y = data[: n * d].reshape(n, d), data[n * d :]
    rng = np.random.default_rng(1)
    a, b = rng.standard_normal((8192, 128)), rng.standard_normal((128, 128))
    answer = {
        "numpy": np.__version__,
        "product": best(lambda: a @ b.T, 30),
        "step": best(lambda: training_step(a, a[:, 0], b, 0.1), 15),
    }
    answer["eigen"], answer["eigenvalues"] = {}, {}
    for size in (200, 400, 800):
        m = rng.standard_normal((size, size))
        m += m.T
        answer["eigen"][size] = best(lambda: np.linalg.eigh(m), 7)
        answer["eigenvalues"][size] = best(lambda: np.linalg.eigvalsh(m), 7)
    try:
        import sklearn
        from sklearn.linear_model import Lasso
    except ImportError:
        print(json.dumps(answer))
        return
    scaled = np.asfortranarray(x / np.sqrt(d))
    primal = question["primal"]
    # Its objective is ours over n, and it stops at a gap of tol·(y·y)/n.
    model = Lasso(
        alpha=question["lambda"] / n, fit_intercept=False, tol=question["gap"] * primal / (y @ y), max_iter=10**6
    )
    answer["sklearn"] = sklearn.__version__
    answer["lasso"] = best(lambda: model.fit(scaled, y), 3)
    theta = model.coef_
    residual = y - scaled @ theta
    answer["lassoPrimal"] = 0.5 * residual @ residual + question["lambda"] * np.abs(theta).sum()
    print(json.dumps(answer))


main()
