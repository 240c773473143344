"""The page about many clips: `overview.html`."""
