"""What a change does to a symbol: it names the parts it is about by words that stand in them, never by lines.

So a refactoring that keeps the names leaves the change as it is. Words: names, attributes, keywords and whole texts.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass

Nodes = Sequence[ast.AST]
_COMPOUND = ("body", "cases")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operator can be applied. shows: what has the words. part: what goes. by: what stands there then."""

    shows: ast.AST
    part: ast.AST
    by: Nodes


#: What can be done to a symbol, at each place in it. Without `instead` (no nodes) the part is left out.
Operator = Callable[[ast.AST, Nodes], Iterator[Place]]


def mutated(source: str, symbol: str, operator: str, words: str, instead: str) -> str:
    """The source with the smallest part that has all these words changed. ValueError when there is not exactly one."""
    tree = ast.parse(source)
    places = OPERATORS[operator](_found(tree, symbol), _parsed(operator, instead))
    _put(tree, _smallest([place for place in places if _words(place.shows).issuperset(words.split())]))
    return ast.unparse(tree)


def _whole(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """A function returns this, a constant is this."""
    if isinstance(symbol, ast.FunctionDef | ast.AsyncFunctionDef):
        changed = copy(symbol)
        changed.body = [ast.Return(value) for value in instead if isinstance(value, ast.expr)]
        yield Place(symbol, symbol, [changed])
    elif isinstance(symbol, ast.Assign | ast.AnnAssign) and symbol.value:
        yield Place(symbol, symbol.value, instead)


def _statements(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """A simple statement goes, or others stand there."""
    for node in ast.walk(symbol):
        if isinstance(node, ast.stmt) and not any(hasattr(node, block) for block in _COMPOUND):
            yield Place(node, node, instead)


def _branches(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """An `if` or `elif` with these words in its test is never taken, or taken on another test."""
    for node in ast.walk(symbol):
        if isinstance(node, ast.If):
            yield Place(node.test, node.test, instead) if instead else Place(node.test, node, node.orelse)


def _operands(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """One side of `and`, `or`, `&`, `|`, `+` …, or a comprehension's `if`."""
    for node in ast.walk(symbol):
        if isinstance(node, ast.comprehension):
            yield from (Place(one, one, instead) for one in node.ifs)
        for one, others in _sides(node):
            yield Place(one, one, instead) if instead else Place(one, node, [others])


def _sides(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.BinOp):
        yield from ((node.left, node.right), (node.right, node.left))
    if isinstance(node, ast.BoolOp):
        for one in node.values:
            others = [other for other in node.values if other is not one]
            yield one, ast.BoolOp(node.op, others) if len(others) > 1 else others[0]


def _arguments(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """What a call is given, by place or by keyword."""
    for node in ast.walk(symbol):
        if isinstance(node, ast.Call):
            yield from (Place(one, one, instead) for one in node.args)
            yield from (Place(one, one.value if instead else one, instead) for one in node.keywords)


def _elements(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """What stands in a list, tuple or set."""
    for node in ast.walk(symbol):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            yield from (Place(one, one, instead) for one in node.elts)


def _calls(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """A call, and its `await`, gives way to its first argument, or without any to what it is called on."""
    awaited: dict[ast.AST, ast.AST] = {node.value: node for node in ast.walk(symbol) if isinstance(node, ast.Await)}
    for node in ast.walk(symbol):
        if isinstance(node, ast.Call):
            called_on = [node.func.value] if isinstance(node.func, ast.Attribute) else []
            yield Place(node.func, awaited.get(node, node), instead or node.args[:1] or called_on)


def _values(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """What is assigned to a variable, or stands behind a key."""
    for node in ast.walk(symbol):
        if isinstance(node, ast.Assign):
            yield from (Place(target, node.value, instead) for target in node.targets)
        elif isinstance(node, ast.Dict):
            yield from (Place(key, value, instead) for key, value in zip(node.keys, node.values, strict=True) if key)


def _names(symbol: ast.AST, instead: Nodes) -> Iterator[Place]:
    """A name."""
    for node in ast.walk(symbol):
        if isinstance(node, ast.Name):
            yield Place(node, node, instead)


OPERATORS: dict[str, Operator] = {
    "whole": _whole,
    "statement": _statements,
    "branch": _branches,
    "operand": _operands,
    "argument": _arguments,
    "element": _elements,
    "call": _calls,
    "value": _values,
    "name": _names,
}


def _parsed(operator: str, instead: str) -> Nodes:
    if not instead:
        return []
    return ast.parse(instead).body if operator == "statement" else [ast.parse(instead, mode="eval").body]


def _found(tree: ast.AST, symbol: str) -> ast.AST:
    """A function, class or constant; of a class or function what is in it, behind a dot."""
    for name in symbol.split("."):
        named = [node for node in getattr(tree, "body", []) if name == _name(node)]
        if len(named) != 1:
            raise ValueError(f"{symbol} is there {len(named)} times")
        tree = named[0]
    return tree


def _name(node: ast.stmt) -> str | None:
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", node)
    return getattr(target, "name", getattr(target, "id", None))


def _words(node: ast.AST) -> set[str]:
    return {word for each in ast.walk(node) for _, word in ast.iter_fields(each) if isinstance(word, str)}


def _smallest(places: Sequence[Place]) -> Place:
    shown = {place.shows for place in places}
    smallest = [place for place in places if shown.intersection(ast.walk(place.shows)) == {place.shows}]
    if len(smallest) != 1:
        raise ValueError(f"{len(smallest)} parts have these words")
    return smallest[0]


def _put(tree: ast.AST, place: Place) -> None:
    for owner in ast.walk(tree):
        for field, content in ast.iter_fields(owner):
            if content is place.part:
                if not place.by:
                    raise ValueError("it cannot be left out: something has to stand there instead")
                setattr(owner, field, place.by[0])
            elif isinstance(content, list) and place.part in content:
                at = content.index(place.part)
                content[at : at + 1] = place.by
                if field == "body" and not content:
                    content.append(ast.Pass())
