"""Words every room uses: text, digests, problems. Knows nothing of partnerships."""
