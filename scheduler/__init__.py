"""Time: opens, reminds and closes rounds, keeps to the terms, raises alarms. What the clock does."""
