"""From records to knowledge: references, facets, nearness, ages, rules. Reads records only, changes nothing."""
