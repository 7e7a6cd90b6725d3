"""How answers are scored: the measures of the field, each in a few lines."""
import collections
import re

# Scripts that write without blanks count letter by letter.
TOKEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|\w+")


def shingles(text):
    """Four words in a row, counted: what texts are compared by."""
    words = TOKEN.findall(text.lower())
    width = min(4, max(1, len(words)))
    runs = zip(*(words[at:] for at in range(width)))
    return collections.Counter(runs)


def text_score(found, gold, either=""):
    """Precision, recall and F1 of a text. What may be read or left (`either`) is no fault."""
    found, gold = shingles(found or ""), shingles(gold)
    found = (found & gold) + ((found - gold) - shingles(either))
    both = sum((found & gold).values())
    precision = both / max(1, sum(found.values()))
    recall = both / max(1, sum(gold.values()))
    return precision, recall, 2 * both / max(1, sum(found.values()) + sum(gold.values()))


def same_title(found, gold):
    plain = lambda title: re.sub(r"\W+", " ", title or "").strip().lower()
    return plain(found) == plain(gold)


def date_score(found, gold):
    """Counts of right, found and wanted dates: places that overlap, and the same value."""
    right = 0
    for want in gold:
        begin, end = want["span"]
        value = want["value"]
        right += any(at < end and begin < to and said[: len(value)] == value
                     for at, to, said in found)
    return right, len(found), len(gold)


def b_cubed(found, gold):
    """B-cubed F1 (Bagga and Baldwin, 1998) of two clusterings: {article: label}."""
    groups = lambda labels: {label: {a for a in labels if labels[a] == label}
                             for label in labels.values()}
    ours, theirs = groups(found), groups(gold)
    precision = recall = 0.0
    for article in gold:
        mine, true = ours[found[article]], theirs[gold[article]]
        both = len(mine & true)
        precision += both / len(mine) / len(gold)
        recall += both / len(true) / len(gold)
    return 2 * precision * recall / (precision + recall)
