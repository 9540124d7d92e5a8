"""Regular expressions of others, matched in bounded time.

A pattern that comes out of a file may take a backtracking engine hours over one text. `Pattern` gives the answers of
`re`, in a number of steps that grows with the length of the text, and gives up where that cannot be.
"""

from .pattern import GaveUp as GaveUp, Pattern as Pattern, PatternError as PatternError, pattern as pattern
from .pieces import is_filled as is_filled

__all__ = ["GaveUp", "Pattern", "PatternError", "is_filled", "pattern"]
