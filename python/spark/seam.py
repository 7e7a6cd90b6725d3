"""How far the stories of a job are from those of threading the same articles at once.

    python seam.py DIR

Prints it for pairs of articles: how many of all differ, and how those that share a story
in one agree with the other.
"""

import sys
from collections import Counter

import pyarrow.parquet as parquet

import rundown
import rundown.arrow


def pairs(stories):
    return sum(count * (count - 1) // 2 for count in Counter(stories).values())


def main(out):
    articles = parquet.read_table(f"{out}/articles", columns=["article"])
    whole = rundown.arrow.thread(articles).select(["id", "story"]).to_pylist()
    whole = {one["id"]: one["story"] for one in whole}
    job = parquet.read_table(f"{out}/stories", columns=["id", "story"]).to_pylist()
    job = {one["id"]: one["story"] for one in job}
    both = sorted(whole.keys() & job.keys())
    in_whole, in_job = pairs(whole[id] for id in both), pairs(job[id] for id in both)
    in_both = pairs((whole[id], job[id]) for id in both)
    all_pairs = len(both) * (len(both) - 1) // 2
    differ = in_whole + in_job - 2 * in_both
    print(
        f"{len(both)} articles: {100 * differ / all_pairs:.3f} % of all pairs differ; of pairs "
        f"in one story precision {in_both / in_job:.3f}, recall {in_both / in_whole:.3f}, "
        f"F1 {2 * in_both / (in_whole + in_job):.3f}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
