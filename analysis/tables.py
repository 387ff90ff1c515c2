"""What a table is: a schema names its columns in order with their dtypes, and every builder ends in `table`."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

Schema = Mapping[str, str]

TEXT, COUNT, OPTIONAL_COUNT = "str", "int64", "Int64"


def table(rows: Iterable[Mapping[str, Any]], schema: Schema) -> pd.DataFrame:
    """A frame with one row per mapping in `rows`, in their order.

    Its columns and dtypes are exactly those of `schema`, also when there are no rows. A text that
    is missing or None is empty (""), an optional count that is missing is <NA>.
    """
    frame = pd.DataFrame(list(rows), columns=list(schema), dtype=object)
    texts = [column for column, dtype in schema.items() if dtype == TEXT]
    return frame.fillna(dict.fromkeys(texts, "")).astype(dict(schema))
