"""Days and hours in Brasília."""

from datetime import date, datetime, time, timedelta, timezone

BRASILIA = timezone(timedelta(hours=-3))


def day_of(moment: datetime) -> date:
    """The day in Brasília of a moment (with offset)."""
    return moment.astimezone(BRASILIA).date()


def next_at(hour: int, after: datetime) -> datetime:
    """The next moment after another at which it is this hour in Brasília."""
    today = datetime.combine(day_of(after), time(hour), BRASILIA)
    return today if today > after else today + timedelta(days=1)
