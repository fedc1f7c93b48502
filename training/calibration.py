"""How much of what a judge says is done: scale and dead zone, fitted to songs that it had not heard."""
import numpy as np

from networks import TONE

DEADS_DB = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
STRONG_DB = 2.0


def rms(curves):
    return np.sqrt((np.asarray(curves, float) ** 2).mean(axis=-1))


def centred(curves):
    return curves - curves.mean(axis=-1, keepdims=True)


def moved(fault, scale, dead_db):
    """The correction of a fault curve [..., 25]. The dead zone is smooth and counts the whole curve: small ones go, large ones keep their shape."""
    fault = centred(fault)
    size = scale * rms(fault)[..., None]
    return -scale * fault / (1 + (dead_db / np.maximum(size, 1e-9)) ** 4)


def scores(truth, judged, judged_clean, scale, dead_db):
    """Truth and judgement [songs, draws, 25], judgement of the clean songs [songs, 25]."""
    before, after = rms(truth), rms(truth + moved(judged, scale, dead_db))
    strong = before > STRONG_DB
    clean = rms(moved(judged_clean, scale, dead_db))
    return {
        "removed": 100 * (1 - after.mean() / before.mean()),
        "removedStrong": 100 * (1 - after[strong].mean() / before[strong].mean()),
        "improved": 100 * (after < before).mean(),
        "improvedStrong": 100 * (after < before)[strong].mean(),
        "clean": clean.mean(),
        "clean90": np.percentile(clean, 90),
    }


def fit(truth, judged, judged_clean, limit_db):
    """Scale and dead zone that remove most while clean songs move by at most limit_db in the mean."""
    best = (-np.inf, 0.0, 0.0)
    for dead in DEADS_DB:
        low, high = 0.0, 3.0
        for _ in range(16):
            middle = 0.5 * (low + high)
            low, high = (low, middle) if rms(moved(judged_clean, middle, dead)).mean() > limit_db else (middle, high)
        for scale in low * np.linspace(0.5, 1, 6):
            removed = scores(truth, judged, judged_clean, scale, dead)["removed"]
            best = max(best, (removed, float(scale), dead))
    return best[1], best[2]


def fit_side(truth, judged, judged_clean, limit_db):
    """The same for one number, with an ordinary dead zone."""
    def left(values, scale, dead):
        return np.sign(values) * np.maximum(0, scale * np.abs(values) - dead)

    best = (np.abs(truth).mean(), 0.0, 0.0)
    for dead in (0.0, 0.25, 0.5):
        for scale in np.linspace(0, 1, 41):
            if np.abs(left(judged_clean, scale, dead)).mean() <= limit_db:
                best = min(best, (np.abs(truth - left(judged, scale, dead)).mean(), float(scale), dead))
    return best[1], best[2]


def spread(truth, judged):
    """Standard deviation of what is left, per band."""
    return np.sqrt(((truth - judged) ** 2).reshape(-1, truth.shape[-1]).mean(axis=0))


def calibrate(truth, trunk, song, limit_db, song_shares, kappas):
    """truth [songs, draws + 1, 26], the last draw clean; trunk: kappa -> the same shape, or None; song: the same shape, or None."""
    best = None
    for share in song_shares:
        for kappa in kappas:
            said = (1 - share) * trunk[kappa] if share < 1 else 0
            said = said + share * song if share > 0 else said
            faulty, clean = said[:, :-1, :TONE], said[:, -1, :TONE]
            scale, dead = fit(truth[:, :-1, :TONE], faulty, clean, limit_db)
            found = scores(truth[:, :-1, :TONE], faulty, clean, scale, dead)
            if best is None or found["removed"] > best[0]["removed"]:
                side = fit_side(truth[:, :-1, TONE], said[:, :-1, TONE], said[:, -1, TONE], limit_db)
                sigma = spread(truth, said)
                best = (found, {
                    "kappa": kappa, "songShare": share, "toneScale": scale, "toneDead": dead, "sideScale": side[0], "sideDead": side[1],
                    "toneSigma": sigma[:TONE], "sideSigma": float(sigma[TONE]),
                })
    return best
