"""Who a recipient of an agreement is: the codes and names of its members."""

from overenskommelse import agreement as a
from overenskommelse.regions import REGIONS, find


def members(recipient: a.Recipient) -> tuple[tuple[str, str], ...]:
    """Code and name of each member, in order; a single recipient is its own."""
    if recipient.everyone:
        excluded = {find(name) for name in recipient.excluded}
        return tuple(region for region in REGIONS if region[0] not in excluded)
    return recipient.members or ((recipient.name, recipient.title),)
