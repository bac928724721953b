"""A column that is one of any number of keys, given as one value.

`IN (…)` is another statement for each number of keys, to be written, parsed, planned and kept. SQLite takes them as
one JSON text, PostgreSQL as one array.
"""

from collections.abc import Callable, Iterable
from typing import Any

import orjson
from sqlalchemy import ARRAY, Boolean, Column, Dialect, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Keys(TypeDecorator[Iterable[Any]]):
    """Many values of one type as one."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.of))

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        each: Callable[[Any], Any] | None = self.of.dialect_impl(dialect).bind_processor(dialect)
        as_list: Callable[[Iterable[Any]], list[Any]] = (lambda keys: list(map(each, keys))) if each else list
        return (lambda keys: orjson.dumps(as_list(keys)).decode()) if dialect.name == "sqlite" else as_list


class among(FunctionElement[bool]):
    """Whether the column is one of the keys in the parameter of this name."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: Column[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=_Keys(column.type)))

    def self_group(self, against: object = None) -> "among":
        """As it is. SQLAlchemy would compare any function that is a condition with 1 on SQLite, which uses no index."""
        return self


@compiles(among, "sqlite")
def _in_json(condition: among, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = (compiler.process(each, **options) for each in condition.clauses)
    return f"{column} IN (SELECT value FROM json_each({keys}))"


@compiles(among, "postgresql")
def _any_of(condition: among, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = (compiler.process(each, **options) for each in condition.clauses)
    return f"{column} = ANY ({keys})"
