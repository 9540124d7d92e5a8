"""`python -m oslo` is the command `oslo`."""

from .cli import main

if __name__ == "__main__":
    main()
