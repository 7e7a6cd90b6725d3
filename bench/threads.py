"""Which articles of the demo report one event: ours, and TF-IDF with the best threshold."""
import importlib.metadata
import json
import subprocess

import corpora
import score


def rundown(programs, articles):
    lines = "".join(json.dumps({key: one[key] for key in
                                ("id", "published", "lang", "title", "body", "source")}) + "\n"
                    for one in articles)
    out = subprocess.run([programs / "rundown", "--now", "2031-06-01T00:00:00Z", "thread",
                          "--final", "-"], input=lines.encode(), check=True, capture_output=True)
    placed = [json.loads(line) for line in out.stdout.decode().splitlines()]
    return ({one["id"]: one["development"] for one in placed},
            {one["id"]: one["story"] for one in placed})


def tf_idf(articles, threshold, vectors):
    """In order of time, each article joins the cluster of the article it is most like, or
    begins its own."""
    labels = {}
    for at, article in enumerate(articles):
        alike = (vectors[:at] @ vectors[at].T).toarray().ravel() if at else []
        best = max(range(at), key=lambda other: alike[other], default=None)
        joins = best is not None and alike[best] >= threshold
        labels[article["id"]] = labels[articles[best]["id"]] if joins else at
    return labels


def compare(report, programs):
    articles = corpora.demo_threads()
    gold = {kind: {one["id"]: one[kind] for one in articles} for kind in ("development", "story")}
    developments, stories = rundown(programs, articles)
    report.say(f"Threads of the demo, B-cubed F1, {len(articles)} articles")
    report.say(f"{'':40}{'developments':>14}{'stories':>9}")
    report.say(f"{'rundown':40}{score.b_cubed(developments, gold['development']):14.3f}"
               f"{score.b_cubed(stories, gold['story']):9.3f}")
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        report.say(f"CANNOT BE HAD: scikit-learn ({error})")
        return
    texts = [f"{one['title']}\n{one['body']}" for one in articles]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    best = {kind: max(score.b_cubed(tf_idf(articles, step / 100, vectors), gold[kind])
                      for step in range(2, 90, 2)) for kind in gold}
    name = f"TF-IDF (scikit-learn {importlib.metadata.version('scikit-learn')})"
    report.say(f"{name:40}{best['development']:14.3f}{best['story']:9.3f}")
    for kind, ours in (("development", developments), ("story", stories)):
        values = {"rundown": score.b_cubed(ours, gold[kind]), name: best[kind]}
        report.hold(f"Threads by {kind}, B-cubed F1", values)
    report.say("(TF-IDF knows all texts beforehand, and has for each column the threshold that is")
    report.say("best on these very articles.)")
    report.say()
