"""A Telegram of our own on this machine: the Bot API over real HTTP, people with phones, a clock, faults."""
