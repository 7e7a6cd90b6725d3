"""Reads and threads an archive of news on Apache Spark.

    spark-submit rundown_job.py --out DIR ARCHIVE.warc.gz… | LINES.jsonl…

Every worker needs the wheel of Rundown with pyarrow, and reads the files under the same
names. Writes ``DIR/articles`` (as ``rundown.arrow.ARTICLES``) and ``DIR/stories``
(``id``, ``lang``, ``month``, ``development``, ``story``, ``copy_of``) as Parquet. A story or
development bears the id of its first article.

First each file is read by one task. Then each month of a language is threaded by one task,
after the days of warm-up before it; a story of the month goes on with the story that most
of its articles in the warm-up are of. That gives other stories than threading all at once:
docs/guides/scale.md says how many.
"""

import argparse
from collections import Counter
from itertools import groupby, islice

import pyarrow as pa
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

import rundown
import rundown.arrow

#: Articles on their way at a time.
AT_ONCE = 256

READ = "id string, url string, lang string, at timestamp, headline string, article string"
PLACED = pa.schema(
    [(name, pa.string()) for name in ("id", "lang", "month")]
    + [("own", pa.bool_())]
    + [(name, pa.string()) for name in ("development", "story", "copy_of")]
)
PLACED_SQL = (
    "id string, lang string, month string, own boolean, development string, story string, "
    "copy_of string"
)


def read_files(batches):
    """The articles of files."""
    for batch in batches:
        for path in batch.column("path").to_pylist():
            for table in read_file(path):
                yield from table.to_batches()


def read_file(path):
    """The articles of a web archive, or of lines of JSON, part by part."""
    if not path.endswith((".jsonl", ".json")):
        pages = (page for page in rundown.pages(path) if page.problem is None)
        while part := list(islice(pages, AT_ONCE)):
            yield rundown.arrow.of_pages(part)
        return
    with open(path, encoding="utf-8") as lines:
        while part := list(islice(lines, AT_ONCE)):
            yield rundown.arrow.of_lines([line for line in part if line.strip()])


def thread_months(batches):
    """Places the articles of months, which come one after the other, in order of time."""
    rows = (row for batch in batches for row in batch.to_pylist())
    done = set()
    for month, articles in groupby(rows, key=lambda row: (row["lang"], row["month"])):
        if month in done:
            raise RuntimeError(f"the articles of {month} do not come together")
        done.add(month)
        yield from placed(*month, in_order(articles)).to_batches()


def in_order(articles):
    last = None
    for row in articles:
        here = (row["at"], row["id"])
        if last is not None and here <= last:
            raise RuntimeError(f"out of order: {here} behind {last}")
        last = here
        yield row


def placed(lang, month, articles):
    """Threads a month, and names what it finds by first articles."""
    threads, own = rundown.Threads(), {}
    while part := list(islice(articles, AT_ONCE)):
        own.update((row["id"], row["own"]) for row in part)
        threads.thread_lines([row["article"] for row in part])
    threads.close()
    developments, stories, rows = {}, {}, []
    for place in threads.placements():
        id, copy = place["id"], place["copy_of"] or {}
        rows.append(
            {
                "id": id,
                "lang": lang,
                "month": month,
                "own": own[id],
                "development": developments.setdefault(place["development"], id),
                "story": stories.setdefault(place["story"], id),
                "copy_of": copy.get("original"),
            }
        )
    return pa.Table.from_pylist(rows, schema=PLACED)


def once(articles):
    """Of what was captured more than once, the earliest."""
    first = Window.partitionBy("id").orderBy("at", "article")
    numbered = articles.withColumn("n", F.row_number().over(first))
    return numbered.filter("n = 1").drop("n")


def cut(articles, into, warm_up):
    """The articles with the month each is of, and again for each month they warm up."""
    if into != "month":
        lang = F.col("lang") if into == "language" else F.lit("")
        return articles.withColumns({"lang": lang, "month": F.lit(""), "own": F.lit(True)})
    first = F.date_trunc("month", "at")
    last = F.date_trunc("month", F.col("at") + F.expr(f"INTERVAL {warm_up} DAYS"))
    months = F.explode(F.sequence(first, last, F.expr("INTERVAL 1 MONTH")))
    articles = articles.withColumn("begin", months)
    return articles.withColumns(
        {"month": F.date_format("begin", "yyyy-MM"), "own": F.col("begin") == first}
    )


def names(found):
    """The story that each story of a month goes on with, month after month."""
    own = found.filter("own").select("id", "lang", F.struct("month", "story").alias("earlier"))
    shared = found.filter("NOT own").join(own, ["id", "lang"])
    votes = shared.groupBy("lang", "month", "story", "earlier").count()
    votes = votes.orderBy("lang", "month", "story").collect()
    named = {}
    for story, votes in groupby(votes, key=lambda vote: (vote.lang, vote.month, vote.story)):
        counts = Counter()
        for vote in votes:
            earlier = (story[0], vote.earlier.month, vote.earlier.story)
            counts[named.get(earlier, vote.earlier.story)] += vote["count"]
        named[story] = max(counts, key=lambda name: (counts[name], name))
    return [(*story, name) for story, name in named.items()]


def main():
    known = argparse.ArgumentParser(description="Read and thread an archive of news.")
    known.add_argument("files", nargs="*", metavar="FILE", help="WARC, or lines of JSON")
    known.add_argument("--out", required=True, help="folder to write Parquet into")
    known.add_argument("--cut", choices=("month", "language", "none"), default="month")
    known.add_argument("--warm-up", type=int, default=14, help="days before each month")
    known.add_argument("--reuse", action="store_true", help="thread DIR/articles as it stands")
    asked = known.parse_args()
    if not asked.files and not asked.reuse:
        known.error("give the files to read, or --reuse to thread what was read")

    spark = SparkSession.builder.appName("rundown").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.conf.set("spark.sql.parquet.compression.codec", "zstd")
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", AT_ONCE)

    if not asked.reuse:
        files = spark.createDataFrame([(path,) for path in asked.files], "path string")
        read = files.repartition(len(asked.files)).mapInArrow(read_files, READ)
        once(read).write.mode("overwrite").parquet(f"{asked.out}/articles")

    articles = spark.read.parquet(f"{asked.out}/articles").filter("at IS NOT NULL")
    articles = cut(articles.select("id", "lang", "at", "article"), asked.cut, asked.warm_up)
    found = articles.repartition("lang", "month").sortWithinPartitions(
        "lang", "month", "at", "id"
    )
    found = found.select("id", "lang", "month", "at", "own", "article")
    found = found.mapInArrow(thread_months, PLACED_SQL).persist()
    going_on = spark.createDataFrame(
        names(found), "lang string, month string, story string, name string"
    )
    stories = found.filter("own").join(going_on, ["lang", "month", "story"], "left")
    stories = stories.withColumn("story", F.coalesce("name", "story"))
    stories.select("id", "lang", "month", "development", "story", "copy_of").write.mode(
        "overwrite"
    ).parquet(f"{asked.out}/stories")
    told = stories.agg(F.count("id"), F.countDistinct("story")).first()
    print(f"{told[0]} articles in {told[1]} stories")
    spark.stop()


if __name__ == "__main__":
    main()
