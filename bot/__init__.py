"""The front door: settings, command line, wiring, receiving updates."""
