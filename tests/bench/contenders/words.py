"""What the rivals say: the same request that this bot makes after the first answer, written out."""

#: As this bot words it (Dutch, HTML).
TEXT = (
    "✓ Samen zorgen: Gaat wel\n\nVraag 2 van 3\n<b>Hoe houd ik het zorgen voor mijn naaste vol?</b>\n"
    "Hoe goed houdt u het nu vol?"
)
PROMPT = (
    "Check-in van Zwolle. U kunt antwoorden tot dinsdag 1 december om 12:15.\n\nVraag 1 van 3\n"
    "<b>Hoe zorg ik voor mijn naaste samen met beroepskrachten?</b>\nHoe gaat dat op dit moment?"
)
BUTTONS = [
    [("Bijna niet meer", "a|1|1|volhouden|1")],
    [("Met moeite", "a|1|1|volhouden|2")],
    [("Gaat wel", "a|1|1|volhouden|3")],
    [("Goed", "a|1|1|volhouden|4")],
    [("Heel goed", "a|1|1|volhouden|5")],
    [("Terug", "b|1|1|volhouden"), ("Overslaan", "a|1|1|volhouden|-")],
]
