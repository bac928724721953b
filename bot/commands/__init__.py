"""What the owner types, by what it is about. Each file registers its commands; `bot.__main__` joins them."""
