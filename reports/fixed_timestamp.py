"""Files want to know when they were made. The same content is to be the same file, so all of ours give this day."""

from datetime import UTC, datetime

FIXED_TIMESTAMP = datetime(2000, 1, 1, tzinfo=UTC)
