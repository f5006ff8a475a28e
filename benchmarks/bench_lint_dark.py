"""ec-darkpattern, five folds: accuracy with parts that can be explained, beside the published figures.

Protocol (yamanalab/ec-darkpattern): 2,356 texts, five stratified folds, vectorisers inside the fold. Which of the
candidates below is used is chosen inside each training part (four inner folds), never on the reported folds; three
shuffles. A second run keeps near-duplicates (the same words, figures left out) in one fold. No rule and no model of ours
takes part: the rules were written with a half of these sentences in view. Needs scikit-learn (the extra "train").

Every candidate is a sum over n-grams of words (digits as one word), pieces of words and shapes, so a verdict can be told
by its terms: ridge logistic regression, multinomial naive Bayes, and the mean of their scaled scores.
"""

import re
from hashlib import sha256
from statistics import mean
from typing import Any

import common
import texts

TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]")
PUBLISHED = {"logistic regression": 0.961, "BERT": 0.972, "RoBERTa-large": 0.975}


def terms(text: str) -> list[str]:
    """Words, neighbours, words with one between, beginnings and ends, first and last, length and shape."""
    words = [("0" if len(w) < 3 else "000") if w[0].isdigit() else w.lower() for w in TOKEN.findall(text)]
    edged = ["<s>", *words, "</s>"]
    found = list(words)
    for size in (2, 3):
        found += [" ".join(edged[at : at + size]) for at in range(len(edged) - size + 1)]
    found += [f"{a} _ {b}" for a, b in zip(edged, edged[2:], strict=False)]
    found += [f"p:{w[:4]}" for w in words if len(w) > 4] + [f"s:{w[-3:]}" for w in words if len(w) > 4]
    shape = {"upper": text.isupper(), "title": text.istitle(), "padded": text != text.strip()}
    marks = {"!": "!" in text, "?": "?" in text, "0": any(w[0] == "0" for w in words)}
    found += [f"{name}={is_so}" for name, is_so in (shape | marks).items()]
    return [
        *found,
        f"len {min(len(words), 30)}",
        f"first {words[0] if words else ''}",
        f"last {words[-1] if words else ''}",
    ]


def main(quick: bool) -> dict[str, Any]:
    """The accuracies."""
    try:
        import numpy as np
        from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
        from sklearn.naive_bayes import MultinomialNB
    except ImportError:
        return {"skipped": "scikit-learn is not here (pip install softsell[train])"}
    if quick:
        return {"skipped": "it has no small size"}
    if not texts.SHARED.is_dir():
        return {"skipped": "the shared data is not here"}
    rows = texts.dark()
    said, dark = [row[0] for row in rows], np.array([row[2] for row in rows])
    alike = np.array(
        [int(sha256(" ".join(re.findall(r"[^\W\d_]+", t.lower())).encode()).hexdigest()[:8], 16) for t in said]
    )

    def scores(train: Any, test: Any) -> dict[str, Any]:
        """The scores of every candidate on `test`, trained on `train`."""
        some, other = [said[i] for i in train], [said[i] for i in test]
        found = {}
        for strength in (10, 30, 100):
            weighed = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
            ridge = LogisticRegression(C=strength, max_iter=500).fit(weighed.fit_transform(some), dark[train])
            found[f"ridge {strength}"] = ridge.decision_function(weighed.transform(other))
        for smooth in (0.1, 0.3, 1.0):
            counted = CountVectorizer(analyzer=terms, binary=True)
            bayes = MultinomialNB(alpha=smooth).fit(counted.fit_transform(some), dark[train])
            chances = bayes.predict_log_proba(counted.transform(other))
            found[f"bayes {smooth}"] = chances[:, 1] - chances[:, 0]
        ridges, bayeses = [n for n in found if n[0] == "r"], [n for n in found if n[0] == "b"]
        both = {f"{a} + {b}": found[a] / found[a].std() + found[b] / found[b].std() for a in ridges for b in bayeses}
        return found | both

    def accuracy(seed: int, groups: Any) -> tuple[float, list[str]]:
        kind = StratifiedKFold if groups is None else StratifiedGroupKFold
        right, chosen = np.zeros(len(said), bool), []
        for number, (train, test) in enumerate(kind(5, shuffle=True, random_state=seed).split(said, dark, groups)):
            inner: dict[str, list[float]] = {}
            for some, other in kind(4, shuffle=True, random_state=seed).split(
                train, dark[train], None if groups is None else groups[train]
            ):
                for name, of in scores(train[some], train[other]).items():
                    inner.setdefault(name, []).append(float(((of > 0) == dark[train[other]]).mean()))
            best = max(inner, key=lambda name: mean(inner[name]))
            chosen.append(best)
            right[test] = (scores(train, test)[best] > 0) == dark[test]
            common.say(f"seed {seed} fold {number}: {best} {right[test].mean():.4f}")
        return float(right.mean()), chosen

    told: dict[str, Any] = {"published": PUBLISHED}
    for name, groups in (("as published", None), ("near-duplicates in one fold", alike)):
        found = [accuracy(seed, groups) for seed in (0, 1, 2)]
        told[name] = {
            "accuracy": round(mean(a for a, _ in found), 4),
            "by shuffle": [round(a, 4) for a, _ in found],
            "chosen": sorted({one for _, chosen in found for one in chosen}),
        }
    return told


if __name__ == "__main__":
    given, before = common.arguments(__doc__ or "", repeats=1), common.machine()
    common.report("lint_dark", given, main(given.quick), before)
