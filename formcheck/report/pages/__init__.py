"""Pages that a browser opens from disk, offline: each is one file that runs its own code alone."""
