"""What a table is: a schema names its columns in order with their dtypes, and every builder ends in `table`."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

Schema = dict[str, str]

TEXT, COUNT, OPTIONAL_COUNT, FLAG = "str", "int64", "Int64", "bool"
# Kept as Python's own strings where pyarrow is installed, too: Arrow has none for half a surrogate pair.
STRINGS = pd.StringDtype("python", na_value=np.nan)


def table(rows: Iterable[Mapping[str, Any]], schema: Schema) -> pd.DataFrame:
    """A frame with one row per mapping in `rows`, in their order.

    Its columns and dtypes are exactly those of `schema`, also when there are no rows. A text that
    is missing or None is empty (""), an optional count that is missing is <NA>.
    """
    frame = pd.DataFrame(list(rows), columns=list(schema), dtype=object)
    return typed(frame.fillna({column: "" for column, dtype in schema.items() if dtype == TEXT}), schema)


def typed(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The frame with the dtypes of its schema."""
    return frame.astype({column: STRINGS if dtype == TEXT else dtype for column, dtype in schema.items()})


def by_event(rows: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """event_id -> the rows of that event, as records."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(row["event_id"], []).append(row)
    return found
