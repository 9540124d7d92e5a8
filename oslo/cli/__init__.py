"""The command `oslo`: one short function a command, a module a group of them."""

from . import convert, show, validate
from .app import app, main

__all__ = ["app", "convert", "main", "show", "validate"]
