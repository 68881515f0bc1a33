"""`fingerpost serve`: a web process that watches and serves, and an engine process that builds.

`messages` is what the two say to each other, `rebuilding` the one place where the engine meets the build.
"""
