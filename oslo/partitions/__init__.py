"""Work on partitions: functions that an engine of many machines runs on each, and whose results add up.

Dask, Spark and pools of processes give a function some records, or some triples, and collect the rows that come back.
What only the whole can say (records of one id, nodes that several describe) comes back as rows too, to be brought
together by their key with the engine's own operators. docs/partitions.md has a recipe for each engine.
"""

from .conversion import Conversion
from .rows import COLUMNS, SCHEMA, Frames, Row, frame_of
from .validation import Validation

__all__ = ["COLUMNS", "SCHEMA", "Conversion", "Frames", "Row", "Validation", "frame_of"]
