"""One hash of all that a job wrote: the same rows in any order and any files give the same.

    python state.py DIR
"""

import hashlib
import json
import sys

import pyarrow.parquet as parquet


def main(out):
    state = hashlib.sha256()
    for table in ("articles", "stories"):
        rows = parquet.read_table(f"{out}/{table}").to_pylist()
        for row in sorted(json.dumps(row, default=str, sort_keys=True) for row in rows):
            state.update(f"{table} {row}\n".encode())
    print(state.hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])
