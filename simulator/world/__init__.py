"""What there is: people, bots, chats, updates under way, and what goes wrong with them."""
