"""Time per report of adding ready-made readings to a store, at the end against the beginning.

    python benchmarks/store_growth.py [--reports 100000] [--place FILE-or-URL] [--sources varied|alike] [--order days|shuffled]
                                      [--warm-up 2000] [--profile FILE] [--json]

The reports are invented and already read: no model runs. "varied" is a news desk's three years: some 400 real and invented
parties, a few busier than the rest; most events are new, about a third are told by two to four reports. "alike" is a week of
one crisis: very many reports, nearly word for word the same, of the same few events. "days" adds them as they were published,
"shuffled" in any order, as an archive comes. Only `Store.add` is timed, 16 readings a transaction; what is quoted is the mean
of each tenth, in time of the clock and of the processor (this process's alone: a server's is not in it), and the last tenth
against the first after the warm-up. A file that is there already is not touched.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from sitroom.codebook.records import Deadline, Entity, Event, EventAmount, EventDate, EventPlace, Party, Reading
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Amount, Interval, Place
from sitroom.ledger.opening import open_ledger
from sitroom.resolving.actors import resolve_entity
from sitroom.store import Store

TOGETHER = 16
BEGIN = date(2022, 1, 3)
DAYS = 3 * 365

STATES = (
    "Niger Nigeria Mali Chad Benin Togo Ghana Senegal Sudan Ethiopia Eritrea Somalia Kenya Uganda Rwanda Burundi Angola "
    "Zambia Mozambique Algeria Tunisia Libya Egypt Israel Lebanon Syria Iraq Iran Turkey Jordan Yemen Qatar Oman Kuwait "
    "Armenia Azerbaijan Georgia Ukraine Russia Belarus Poland Germany France Italy Spain Greece Serbia Kosovo Hungary "
    "Moldova Kazakhstan Uzbekistan Afghanistan Pakistan India Nepal Bangladesh Myanmar Thailand Cambodia Vietnam China "
    "Japan Taiwan Philippines Indonesia Malaysia Australia Fiji Canada Mexico Guatemala Honduras Nicaragua Haiti Cuba "
    "Venezuela Colombia Ecuador Peru Bolivia Brazil Argentina Chile"
).split()
BODIES = (
    "ECOWAS", "African Union", "European Union", "United Nations", "NATO", "ASEAN", "Arab League", "World Bank",
    "International Monetary Fund", "Wagner Group", "Boko Haram", "Hamas", "Hezbollah", "Taliban", "Al-Shabaab", "M23",
)  # fmt: skip
FIRST = "Adil Bako Celia Dario Emeka Farid Gita Hamza Ilse Jonas Kemal Lena Musa Nadia Omar Petra Rana Salif Tarek Yusuf".split()
LAST = (
    "Abara Belkar Cissoko Dembaran Eskander Fofanah Galbert Haddar Ilunge Jorvik Kassan Lomé Mbeki Narwal Okonjo Perenc Quadri Rossel "
    "Sankar Tomeli Urbani Varga Wendt Yamba Zorin Amsel Brakov Darweesh Ferrol Goumba"
).split()
GROUPS = (
    "Front for the Liberation of {}",
    "{} Workers' Congress",
    "Movement of the Free Officers of {}",
    "{} People's Army",
)
OUTLETS = tuple(
    f"{a} {b}" for a in ("Daily", "Evening", "National", "Coast", "River") for b in ("Post", "Herald", "Wire", "Record")
)
PLACES = "Agadir Cortes Dosso Elmina Farim Gando Harbel Inkisi Jinja Kaduna Labe Mopti Natal Okene Parma Ruyigi Sabha Tera Yola".split()

ADJECTIVES = (
    "annual border coastal customs eastern emergency federal foreign joint local maritime medical military mining monthly municipal "
    "national northern offshore pending planned primary private provincial public regional rural seasonal southern technical urban"
).split()
NOUNS = (
    "airport archive bank barracks bridge budget cable canal census clinic convoy court dam depot election ferry fleet fund grain harbour "
    "hospital inquiry ledger loan market mine mission museum passport pipeline port prison quota radio railway refinery reservoir road "
    "school shipment station tariff tax telephone tender treaty union vaccine water wharf"
).split()
FILLERS = (
    "Officials in {place} said the {a1} {n1} had been short of money since the {a2} {n2} closed.",
    "A {a1} {n1} near {place} was named by two people with knowledge of the {a2} {n2}.",
    "It is not clear what this means for the {a1} {n1}, or for the {a2} {n2} in {place}.",
    "The {n1} handled {number} tonnes last season, according to the {a2} {n2}.",
    "Prices rose at the {a1} {n1} in {place}, where {number} families depend on the {n2}.",
    "Analysts of the {a1} {n1} expect little before the {a2} {n2} is settled.",
)


@dataclass(frozen=True, slots=True)
class Act:
    """How an act is told: type, mode and status, wordings of its trigger, and what may hang on it."""

    type: str
    mode: str | None
    status: str
    wordings: tuple[str, ...]
    fields: tuple[str, ...] = ()


ACTS = (
    Act("SANCTION", "discontinue", "actual", ("suspended", "halted"), ("amount", "exemption", "condition", "day")),
    Act("COERCE", "restrict", "actual", ("closed", "sealed off"), ("deadline", "day")),
    Act("COERCE", "arrest", "actual", ("detained", "arrested"), ("day", "place")),
    Act("ASSAULT", "heavy-weapons", "actual", ("shelled", "bombarded"), ("day", "place", "killed")),
    Act("ASSAULT", "explosives", "actual", ("attacked", "raided"), ("day", "place", "killed")),
    Act("REQUEST", "change", "actual", ("demanded", "called for"), ("deadline",)),
    Act("REQUEST", "assist", "actual", ("asked for", "requested")),
    Act("REJECT", "change", "actual", ("refused", "rejected")),
    Act("ACCUSE", "disapprove", "actual", ("condemned", "denounced")),
    Act("ACCUSE", "allege", "actual", ("accused", "blamed")),
    Act("CONSULT", "visit", "actual", ("met", "held talks with"), ("day", "place")),
    Act("CONSULT", None, "future", ("will meet", "is to hold talks with"), ("ahead", "place")),
    Act("AGREE", None, "future", ("promised", "pledged"), ("amount", "deadline")),
    Act("THREATEN", "restrict", "hypothetical", ("warned of sanctions against", "threatened"), ("condition", "deadline")),
    Act("CONCEDE", None, "actual", ("lifted", "eased"), ("day",)),
    Act("SUPPORT", None, "actual", ("praised", "backed")),
    Act("AID", None, "actual", ("delivered", "sent"), ("amount", "day")),
    Act("PROTEST", "demo", "actual", ("marched against", "rallied against"), ("day", "place")),
    Act("MOBILIZE", "troops", "actual", ("deployed", "massed"), ("day", "place")),
    Act("RETREAT", "release", "actual", ("released", "freed"), ("day",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that reports tell: who, what, to whom, on which day, with what hangs on it."""

    act: Act
    actor: Entity
    recipient: Entity
    day: date
    object: str
    fields: tuple[str, ...]
    place: str
    number: int


def parties(chance: random.Random) -> list[Entity]:
    """Real states and bodies as the resolver knows them, invented persons and groups of these states."""
    out = []
    for name in (*STATES, *BODIES):
        found = resolve_entity(name)
        if found is None:
            continue
        out.append(Entity("", name, found.kind, found.country, tuple(found.sectors), (), found.entity_id, found.score))
    states = [p for p in out if p.kind == "state"]
    for state in states:
        for kind in range(4):
            if kind < 3:
                name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
                out.append(Entity("", name, "person", state.country, ("GOV",), ()))
            else:
                name = chance.choice(GROUPS).format(state.name)
                out.append(Entity("", name, "armed group", state.country, ("REB",), ()))
    return out


class World:
    """The crises that reports tell of: a few parties each, for some weeks; the same seed makes the same world."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.parties = parties(self.chance)
        self.chance.shuffle(self.parties)
        self.weights = [1 / (rank + 8) for rank in range(len(self.parties))]

    def crisis(self, day: date) -> tuple[list[Entity], date]:
        """Who takes part in it, and its last day."""
        return list(dict.fromkeys(self.chance.choices(self.parties, self.weights, k=9))), day + timedelta(
            days=self.chance.randint(10, 90)
        )

    def happening(self, day: date, own: list[Entity]) -> Happening:
        chance = self.chance
        act = chance.choice(ACTS)
        actor, recipient = chance.sample(own, 2)
        fields = tuple(f for f in act.fields if chance.random() < 0.6)
        words = f"the {chance.choice(ADJECTIVES)} {chance.choice(NOUNS)} {chance.choice(NOUNS)}"
        return Happening(act, actor, recipient, day, words, fields, chance.choice(PLACES), chance.randint(3, 900))


class _Telling:
    """Writes the text of one report and keeps the stretches."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def put(self, words: str) -> Stretch:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return Stretch(start, self.length, words)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def reading_of(
    happenings: list[Happening], published: date, source: str, id: str, chance: random.Random, fillers: int = 4
) -> Reading:
    """A report that tells some happenings, as a reader would have read it."""
    telling = _Telling()
    mentions: dict[str, list[Stretch]] = {}
    known: dict[str, Entity] = {}
    drafts = []
    lines: list[Happening | None] = [*happenings, *([None] * fillers)]
    chance.shuffle(lines)
    for line in lines:
        if line is None:
            telling.put(_filler(chance) + " ")
            continue
        for party in (line.actor, line.recipient):
            known.setdefault(party.name, replace(party, id=f"e{len(known) + 1}"))
        drafts.append(_told(telling, line, published, mentions, chance))
    entities = tuple(replace(e, mentions=tuple(mentions[n])) for n, e in known.items())
    by_name = {e.name: e for e in entities}
    events = tuple(
        replace(event, id=f"x{i + 1}", actors=(_party(by_name[a], am),), recipients=(_party(by_name[r], rm),))
        for i, (event, a, am, r, rm) in enumerate(drafts)
    )
    report = Report(id, telling.text.rstrip(), None, published, source, "en", f"{id}.txt", ())
    return Reading(report, events, entities, open_ledger(report, events, entities), ())


def _party(entity: Entity, mention: Stretch) -> Party:
    return Party(entity.name, entity.id, entity.country, entity.sectors, (mention,))


def _filler(chance: random.Random) -> str:
    return chance.choice(FILLERS).format(
        place=chance.choice(PLACES), a1=chance.choice(ADJECTIVES), a2=chance.choice(ADJECTIVES), n1=chance.choice(NOUNS),
        n2=chance.choice(NOUNS), number=chance.randint(10, 9000),
    )  # fmt: skip


def _told(
    telling: _Telling, one: Happening, published: date, mentions: dict[str, list[Stretch]], chance: random.Random
) -> tuple[Event, str, Stretch, str, Stretch]:
    actor = telling.put(one.actor.name)
    telling.put(" ")
    trigger = telling.put(chance.choice(one.act.wordings))
    telling.put(" ")
    recipient = telling.put(one.recipient.name)
    telling.put(f" over {one.object}")
    mentions.setdefault(one.actor.name, []).append(actor)
    mentions.setdefault(one.recipient.name, []).append(recipient)
    more: dict[str, object] = {}
    for field in one.fields:
        telling.put(chance.choice((" ", ", ")))
        more |= _field(telling, field, one, published)
    telling.put(". ")
    evidence = tuple(sorted({actor, trigger, recipient}))
    event = Event(
        "", one.act.type, (one.act.mode,) if one.act.mode else (), (), one.act.status, (), (), trigger, evidence,
        confidence=round(chance.uniform(0.3, 0.98), 3), **more,
    )  # type: ignore[arg-type]  # fmt: skip
    return event, one.actor.name, actor, one.recipient.name, recipient


def _field(telling: _Telling, field: str, one: Happening, published: date) -> dict[str, object]:
    if field in ("day", "ahead"):
        day = one.day if field == "day" else one.day + timedelta(days=3 + one.number % 30)
        words = telling.put(f"on {day.day} {day:%B}")
        return {"date": EventDate(words, Interval(day, day, "day", "day and month"), "day and month")}
    if field == "deadline":
        day = one.day + timedelta(days=7 + one.number % 60)
        words = telling.put(f"until {day.day} {day:%B}")
        return {"deadline": Deadline(words, day, "day and month")}
    if field == "place":
        telling.put("in ")
        words = telling.put(one.place)
        found = Place(
            one.place, one.actor.country, None, 100_000 + PLACES.index(one.place), 10.0, 10.0, "city", 0.9, "name"
        )
        return {"place": EventPlace(words, found)}
    if field == "amount":
        words = telling.put(f"worth ${one.number} million")
        return {"amount": EventAmount(words, Amount(one.number * 1e6, one.number * 1e6, "USD"))}
    if field == "killed":
        words = telling.put(f"killing {one.number % 40 + 1}")
        return {"amount": EventAmount(words, Amount(one.number % 40 + 1, one.number % 40 + 1, "killed"))}
    words = telling.put(
        "unless the prisoners are released" if field == "condition" else "with the exception of humanitarian goods"
    )
    return {field: words}


def varied(count: int, seed: int = 7, days: int = DAYS) -> Iterator[Reading]:
    """Reports in the order of their days: most events new, about a third told by two to four reports."""
    world = World(seed)
    chance = world.chance
    running: list[tuple[list[Entity], date]] = []
    waiting: list[tuple[date, Happening]] = []
    crises = 12 + 3 * count // days  # as many reports a crisis and day, however many reports there are
    made = 0
    while made < count:
        day = BEGIN + timedelta(days=made * days // count)
        running = [c for c in running if c[1] >= day]
        while len(running) < crises:
            running.append(world.crisis(day))
        happenings = []
        for _ in range(chance.choice((1, 1, 2, 2, 3))):
            due = next((i for i, (at, _) in enumerate(waiting) if at <= day), None)
            if due is not None and chance.random() < 0.7:
                happenings.append(waiting.pop(due)[1])
                continue
            own, _ = chance.choice(running)
            new = world.happening(day - timedelta(days=chance.choice((0, 0, 1, 1, 2))), own)
            happenings.append(new)
            if chance.random() < 1 / 3:
                waiting += [
                    (day + timedelta(days=chance.choice((0, 1, 2))), new) for _ in range(chance.choice((1, 2, 3)))
                ]
        waiting = waiting[-400:]
        once = list(dict.fromkeys(happenings))
        yield reading_of(once, day, chance.choice(OUTLETS), f"r{made:06d}", chance)
        made += 1


def alike(count: int, seed: int = 7) -> Iterator[Reading]:
    """Reports of one week of one crisis: a few wire stories, printed again and again with a changed sentence."""
    world = World(seed)
    chance = world.chance
    own, _ = world.crisis(BEGIN)
    stories = []
    for number in range(6):
        day = BEGIN + timedelta(days=number)
        stories.append((day, [world.happening(day, own) for _ in range(1 + number % 3)], number))
    for made in range(count):
        day, happenings, number = chance.choice(stories)
        published = day + timedelta(days=chance.choice((0, 0, 1)))
        plain = reading_of(happenings, published, chance.choice(OUTLETS), f"r{made:06d}", random.Random(number), 8)
        end = f" {_filler(chance)} ({made})"
        yield replace(plain, report=replace(plain.report, text=plain.report.text + end))


def readings(count: int, sources: str, order: str = "days", seed: int = 7) -> Iterator[Reading]:
    made = varied(count, seed) if sources == "varied" else alike(count, seed)
    if order == "days":
        yield from made
    else:
        every = list(made)
        random.Random(seed).shuffle(every)
        yield from every


def chunks(rows: Iterator[Reading], size: int) -> Iterator[list[Reading]]:
    while chunk := list(islice(rows, size)):
        yield chunk


def size_of(place: str) -> int:
    """Bytes of a file with its log, or of a database."""
    if "://" not in place:
        return sum(p.stat().st_size for p in Path(place).parent.glob(Path(place).name + "*"))
    engine = create_engine(make_url(place).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def measured(place: str, count: int, sources: str, order: str, warm_up: int, profile: str | None) -> dict[str, object]:
    wall: list[float] = []
    work: list[float] = []
    profiler = cProfile.Profile() if profile else None
    joined = events = 0
    with Store(place) as store:
        for number, batch in enumerate(chunks(readings(count, sources, order), TOGETHER)):
            if profiler and number * TOGETHER >= count * 4 // 5:
                profiler.enable()
            began, worked = time.perf_counter(), time.process_time()
            added = store.add(batch, reader="invented")
            wall.append((time.perf_counter() - began) / len(batch))
            work.append((time.process_time() - worked) / len(batch))
            if profiler:
                profiler.disable()
            joined += sum(a.joined for a in added)
            events += sum(a.events for a in added)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{(number + 1) * TOGETHER} reports, {wall[-1] * 1000:.2f} ms each ")
        held = store.counts()
    if profiler and profile:
        profiler.dump_stats(profile)
    warm = warm_up // TOGETHER
    tenth = max(1, (len(wall) - warm) // 10)

    def tenths(times: list[float]) -> list[float]:
        return [round(statistics.fmean(times[warm + i * tenth :][:tenth]) * 1000, 3) for i in range(10)]

    own, spent = tenths(wall), tenths(work)
    return {
        "reports": held["reports"], "events": held["events"], "entries": held["entries"], "accounts": events, "joined": joined,
        "ms_each_tenth": own, "cpu_ms_each_tenth": spent, "ratio": round(own[-1] / own[0], 3),
        "cpu_ratio": round(spent[-1] / spent[0], 3), "seconds": round(sum(wall) * TOGETHER), "mb": round(size_of(place) / 1e6, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--place", help="a file that is not there yet, or the URL of an empty database")
    parser.add_argument("--sources", choices=("varied", "alike"), default="varied")
    parser.add_argument("--order", choices=("days", "shuffled"), default="days")
    parser.add_argument("--warm-up", type=int, default=2_000)
    parser.add_argument("--profile", help="write a profile of the last fifth; its figures are then no measure")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = args.place or str(Path(folder) / "store.db")
        if "://" not in place and Path(place).exists():
            parser.error(f"{place} is there already: give a new file")
        out = measured(place, args.reports, args.sources, args.order, args.warm_up, args.profile)
    print(json.dumps(out) if args.json else "\n".join(f"{k:18} {v}" for k, v in out.items()))


if __name__ == "__main__":
    main()
