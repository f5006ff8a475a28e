"""The guardrails at work: when letters do harm, softsell pauses itself; going on is for a person (domain G4).

Rules
1. Shares of letters that came to harm are held against limits (`measure.guardrails`), at most every hour.
2. What mail servers say against the sender (domain D4: 5.7.x) holds for every letter, so a count of it is enough: the first
   time it is about reputation, the third it is about policy or spam. It is looked at with the next round.
"""

import logging
from datetime import datetime, timedelta

from msgspec.structs import replace

from softsell import report
from softsell.core import events as ev
from softsell.measure.guardrails import Guardrail, guardrails
from softsell.store import history, settings
from softsell.store.database import Database

log = logging.getLogger("softsell.guard")
WINDOW = timedelta(days=30)
EVERY = timedelta(hours=1)
NOES = (ev.Complained, ev.Unsubscribed, ev.Bounced)
REPUTATION = "reputation"
AGAINST_US = {REPUTATION: 1, "policy": 3, "spam": 3}  # how many letters come back so before the letters pause
STOPPED = "guard-stopped"  # which limit paused the letters
RESUMED = "guard-resumed"  # letters before this time were looked at by a person, who chose to go on


def watch(db: Database, shop_id: str, now: datetime) -> Guardrail | None:
    """Look at what came back, at most every hour; pause when a limit is passed. Gives the limit that stopped it."""
    noted = settings.get_meta(db, f"guard-looked:{shop_id}")
    if noted and now - datetime.fromisoformat(noted) < EVERY:
        return None
    settings.set_meta(db, f"guard-looked:{shop_id}", now.isoformat())
    policy = settings.load_policy(db, shop_id)
    if policy is None or policy.paused:
        return None
    since = max(now - WINDOW, resumed(db, shop_id))
    if not any(True for kind in NOES for _ in history.told(db, shop_id, kind, since)):
        return None  # nothing came back; the letters to one person are held by the caps
    stopped = _refused(db, shop_id, since)
    stopped = stopped or next((g for g in guardrails(report.sends(db, shop_id, since)) if g.state == "stop"), None)
    if stopped is not None:
        settings.save_policy(db, shop_id, replace(policy, paused=True), f"guardrail: {stopped.name}", now)
        settings.set_meta(db, f"{STOPPED}:{shop_id}", stopped.name)
        log.warning("letters are paused: %s is %.4f, the limit %.4f", stopped.name, stopped.value, stopped.limit)
    return stopped


def heard(db: Database, shop_id: str, event: ev.Event) -> None:
    """Something came back: what is said against the sender is looked at with the next round, not in an hour."""
    if isinstance(event, ev.Bounced) and event.reason in AGAINST_US:
        settings.set_meta(db, f"guard-looked:{shop_id}", "")


def _refused(db: Database, shop_id: str, since: datetime) -> Guardrail | None:
    """The letters that came back because of the sender, when they are enough to pause; each letter counts once."""
    found: dict[str, set[str]] = {}
    for _, bounced in history.told(db, shop_id, ev.Bounced, since):
        if bounced.reason in AGAINST_US:
            found.setdefault(bounced.reason, set()).add(bounced.effect or bounced.id)
    for reason, letters in sorted(found.items()):
        if (count := len(letters)) >= (most := AGAINST_US[reason]):
            return Guardrail(REPUTATION, count, count, count, most, "stop", count, "count")
    return None


def stopped_by(db: Database, shop_id: str) -> str:
    """The name of the limit that paused the letters; "" when none did, or when a person has looked since."""
    return settings.get_meta(db, f"{STOPPED}:{shop_id}") or ""


def resume(db: Database, shop_id: str, now: datetime) -> None:
    """A person looked and goes on: what was sent until now does not count again."""
    settings.set_meta(db, f"{RESUMED}:{shop_id}", now.isoformat())
    settings.set_meta(db, f"{STOPPED}:{shop_id}", "")


def resumed(db: Database, shop_id: str) -> datetime:
    """When a person last chose to go on; long ago when nobody had to."""
    noted = settings.get_meta(db, f"{RESUMED}:{shop_id}")
    return datetime.fromisoformat(noted or "2000-01-01T00:00:00+00:00")
