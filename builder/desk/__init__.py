"""What an editor touches: how problems are shown, new entries, new directories."""
