"""The programme as data: practices, central questions, organisation types, forms, default schedule."""
