"""Prints constraints for pip: each dependency of the package and of its extras at the lowest version that it allows."""

import re
import sys
import tomllib
from pathlib import Path

NOT_OURS = {"test", "dev", "docs"}  # what tests, checks and the site need, not what the package needs
BOUND = re.compile(r"([\w.-]+)>=([\w.]+)$")

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
extras = [each for name, more in project["optional-dependencies"].items() if name not in NOT_OURS for each in more]
for each in [*project["dependencies"], *extras]:
    if (bound := BOUND.match(each.partition(";")[0])) is None:
        sys.exit(f"{each}: a dependency has a lower bound, and no other")
    sys.stdout.write(f"{bound[1]}=={bound[2]}\n")
