"""A problem explained: its entry in the catalogue."""

from builder.core.catalogue import catalogue
from builder.core.problems import USAGE, Span, Stop, problem
from builder.core.text import did_you_mean


def explanation(code: str) -> str:
    """Return title, reason, remedy and examples of a code, for reading."""
    rules = catalogue()
    if code not in rules:
        remedy = did_you_mean(code, rules) or "write the code that stands in the message, such as FP104"
        raise Stop(problem("FP109", f'there is no problem "{code}"', Span("explain"), remedy), USAGE)
    rule = rules[code]
    lines = [f"{rule.code} ({rule.level}): {rule.title}", "", f"Why: {rule.why}", f"Fix: {rule.remedy}."]
    lines += [f"  not:  {rule.bad}"] if rule.bad else []
    lines += [f"  but:  {rule.good}"] if rule.good else []
    return "\n".join(lines)
