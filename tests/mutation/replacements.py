"""What can stand in place of a node of a syntax tree, so that the code does something else: a table, `RULES`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

Rule = Callable[[Any], Iterator[ast.AST]]

_OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.FloorDiv,), ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,), ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,),
}  # fmt: skip
_CALLS = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
_METHODS = {
    "startswith": "endswith", "endswith": "startswith", "lower": "upper", "upper": "lower", "lstrip": "rstrip",
    "rstrip": "lstrip", "removeprefix": "removesuffix", "removesuffix": "removeprefix", "fullmatch": "match",
    "search": "match", "partition": "rpartition", "rpartition": "partition", "union": "intersection",
    "intersection": "union",
}  # fmt: skip


def _but(node: Any, **fields: Any) -> Any:
    """A node with other fields."""
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def _without(items: list[Any], at: int) -> list[Any]:
    return [*items[:at], *items[at + 1 :]]


def _removed(node: ast.AST) -> Iterator[ast.AST]:
    yield ast.Pass()


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for at, op in enumerate(node.ops):
        for other in _OPERATORS[type(op)]:
            yield _but(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])


def _operation(node: ast.BoolOp | ast.BinOp) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and (_is_text(node.left) or _is_text(node.right)):
        yield from (node.left, node.right)
        return
    for other in _OPERATORS.get(type(node.op), ()):
        yield _but(node, op=other())


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr | ast.List) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool() as value:
            yield ast.Constant(not value)
        case int() as value:
            yield ast.Constant(value + 1)
        case str() as value:
            if value:
                yield ast.Constant("")
            yield ast.Constant(value + "x")


def _return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is None:
        yield ast.Pass()
    elif not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _lambda(node: ast.Lambda) -> Iterator[ast.AST]:
    if not isinstance(node.body, ast.Constant):
        yield _but(node, body=ast.Constant(None))


def _assign(node: ast.Assign) -> Iterator[ast.AST]:
    """An assignment to an item or attribute is left out; that of a name would only be a NameError."""
    if any(isinstance(each, ast.Subscript | ast.Attribute) for each in node.targets):
        yield ast.Pass()


def _if(node: ast.If) -> Iterator[ast.AST]:
    if not node.orelse:
        yield ast.Pass()
    yield from _test(node)


def _test(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    """The opposite of a test that has no operator of its own."""
    if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield _but(node, test=ast.UnaryOp(ast.Not(), node.test))


def _choice(node: ast.IfExp) -> Iterator[ast.AST]:
    yield from (node.body, node.orelse)
    yield from _test(node)


def _not(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not):
        yield node.operand


def _comprehension(node: ast.comprehension) -> Iterator[ast.AST]:
    for at in range(len(node.ifs)):
        yield _but(node, ifs=_without(node.ifs, at))


def _call(node: ast.Call) -> Iterator[ast.AST]:
    """Another function, two arguments swapped, one dropped."""
    match node.func:
        case ast.Name(id=name) if name in _CALLS:
            dropped = [] if _CALLS[name] == "list" else node.keywords
            yield _but(node, func=ast.Name(_CALLS[name]), keywords=dropped)
        case ast.Attribute(attr=name) if name in _METHODS:
            yield _but(node, func=_but(node.func, attr=_METHODS[name]))
    match node.args:
        case [ast.Starred(), *_] | [_, ast.Starred(), *_]:
            pass
        case [first, second, *more]:
            yield _but(node, args=[second, first, *more])
            yield _but(node, args=node.args[:-1])
    for at in range(len(node.keywords)):
        yield _but(node, keywords=_without(node.keywords, at))


def _slice(node: ast.Slice) -> Iterator[ast.AST]:
    if node.lower is not None:
        yield _but(node, lower=None)
    if node.upper is not None:
        yield _but(node, upper=None)


def _rows(node: ast.Dict) -> Iterator[ast.AST]:
    for at in range(len(node.keys)):
        yield _but(node, keys=_without(node.keys, at), values=_without(node.values, at))


def _items(node: ast.List | ast.Set | ast.Tuple) -> Iterator[ast.AST]:
    """One item fewer; of a pair only where it is no pair to unpack."""
    if isinstance(getattr(node, "ctx", None), ast.Store) or len(node.elts) < (3 if isinstance(node, ast.Tuple) else 2):
        return
    for at in range(len(node.elts)):
        yield _but(node, elts=_without(node.elts, at))


def _handler(node: ast.ExceptHandler) -> Iterator[ast.AST]:
    """An exception that is not caught, and one that is caught and forgotten."""
    yield _but(node, type=ast.Tuple([], ast.Load()))
    if not isinstance(node.body[0], ast.Pass | ast.Continue):
        yield _but(node, body=[ast.Pass()])


RULES: dict[type[ast.AST], Rule] = {
    ast.Compare: _compare,
    ast.BoolOp: _operation,
    ast.BinOp: _operation,
    ast.UnaryOp: _not,
    ast.Constant: _constant,
    ast.Return: _return,
    ast.Lambda: _lambda,
    ast.Assign: _assign,
    ast.AugAssign: _removed,
    ast.Expr: _removed,
    ast.Raise: _removed,
    ast.Continue: _removed,
    ast.Break: _removed,
    ast.If: _if,
    ast.While: _test,
    ast.IfExp: _choice,
    ast.comprehension: _comprehension,
    ast.Call: _call,
    ast.Slice: _slice,
    ast.Dict: _rows,
    ast.List: _items,
    ast.Set: _items,
    ast.Tuple: _items,
    ast.ExceptHandler: _handler,
}
