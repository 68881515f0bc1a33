"""From knowledge to bytes: routes, views, layouts, languages, plan, outputs. Does not know where bytes are written."""
