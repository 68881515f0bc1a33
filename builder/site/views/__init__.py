"""Views: one frozen dataclass for each page kind, everything its template may see and nothing more."""
