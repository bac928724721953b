"""Alembic's entry: runs on the connection that storage.schema hands over."""

from typing import Any, Literal

from alembic import context

from storage.tables import UtcTime, metadata


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    # A migration must stay as it was written, whatever becomes of our types.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
