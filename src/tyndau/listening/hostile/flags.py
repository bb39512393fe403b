"""Which posts a moderator should look at: terms of the lexicon and a trained classifier, asked about each post alone.

A flag is a question to a person. Nothing else in the engine reads it: no demand loses a voice by it.
"""

import json
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.hostile.lexicon import CODES, Lexicon, lexical, shipped
from tyndau.listening.topics import model_file
from tyndau.listening.topics.classifier import BATCH, Model, answers
from tyndau.listening.topics.features import counts

LEAST_WORDS = 4  # a linear model says too much of a word or two: shorter posts are left to the lexicon alone
READ = ("kk", "ru", "mixed")  # languages of the training texts; others are not judged at all
# Among held-out training texts of `none`, most of them written to look hostile, one in ten is flagged at 0.6 and one in
# seven at 0.5 (terms and texts are of one hand, so this flatters).
THRESHOLD = 0.6
# Training and test texts are invented: until real posts have been coded, no language has more than a first figure.
STANDING = {"kk": "exploratory", "ru": "exploratory", "mixed": "exploratory"}
ABOUT = {"flags": "for a moderator", "hides": "nothing", "standing": STANDING, "texts": "synthetic"}
FLAGS = pa.schema(
    [("post", pa.string()), ("code", pa.string()), ("score", pa.float64())],
    metadata={"hostile": json.dumps(ABOUT, sort_keys=True)},
)


@lru_cache(maxsize=1)
def model() -> Model:
    """The classifier that comes with the package; training/hostile.py makes it."""
    with as_file(files(__package__).joinpath("model.npz")) as path:
        return model_file.load(path)


def hostile(
    posts: Any, lexicon: Lexicon | None = None, classifier: Model | None = None, threshold: float = THRESHOLD
) -> Any:
    """Name the posts that may contain a threat, incitement against a group, or an insult.

    posts       post string, normal string (text/normalise.py), language string (text/language.py)
    lexicon     the shipped one by default
    classifier  of the labels CODES and `none`; the shipped one by default
    threshold   least score of a code, 0..1
    Returns     FLAGS: post, code (null: none of them), score float64 0..1 (of the code; without one the greatest of the
                three; null: the post is in a language that is not read); same rows, same order. The metadata `hostile`
                tells the standing of each language's figures
    Raises      MissingColumns
    Source      docs/method/hostile-language.md; 1 - (1 - chance by the classifier) (1 - chance by the lexicon)
    """
    require_columns("posts", posts, ("post", "normal", "language"))
    scores = both(posts, lexicon or shipped(), classifier or model())
    holds = scores >= threshold
    # The first code that holds, by the codebook; where none does, the score that came nearest.
    first = np.where(holds.any(axis=1), holds.argmax(axis=1), scores.argmax(axis=1))
    score = scores[np.arange(len(first)), first].round(4)
    read = np.isin(np.array(posts["language"].to_pylist(), object), READ)
    codes = np.array(CODES, object)[first]
    columns = {
        "post": posts["post"],
        "code": pa.array(codes, pa.string(), mask=~(holds.any(axis=1) & read)),
        "score": pa.array(score, pa.float64(), mask=~read),
    }
    return pa.table(columns, schema=FLAGS)


def both(posts: Any, lexicon: Lexicon, classifier: Model) -> Any:
    """The scores of lexicon and classifier together, a row a post, a column a code: either may raise the flag."""
    return 1 - (1 - lexical(posts, lexicon)) * (1 - by_classifier(posts, classifier))


def by_classifier(posts: Any, classifier: Model) -> Any:
    """The classifier's chance of each code, a row a post; 0 for short ones and where it knows nothing of the text."""
    normal = [text or "" for text in posts["normal"].to_pylist()]
    found = np.zeros((len(normal), len(CODES)))
    place = np.array([CODES.index(label) if label in CODES else -1 for label in classifier.labels])
    for begin in range(0, len(normal), BATCH):
        best, chance, unseen = answers(classifier, counts(normal[begin : begin + BATCH]), len(place))
        silent = unseen | np.array([len(text.split()) < LEAST_WORDS for text in normal[begin : begin + BATCH]], bool)
        rows, columns = np.nonzero((place[best] >= 0) & ~silent[:, None])
        found[begin + rows, place[best[rows, columns]]] = chance[rows, columns]
    return found
