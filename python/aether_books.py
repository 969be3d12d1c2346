"""Published books of a running appliance, and exported tables, without Java: the standard library alone.

    import aether_books

    with aether_books.Books("/dev/shm/aether-me/310.books") as books:
        book = books.read("ESZ6")              # or books.read(50001), by SecurityID
        if book and book.is_published and book.bids:
            print(book.bids[0].price, book.bids[0].size)

    for trade in aether_books.table("tables", "trades"):      # aether export ... --format csv --out tables
        print(trade["time"], trade["price"], trade["size"])

From a shell: python3 aether_books.py /dev/shm/aether-me/310.books [SYMBOL], one JSON object a book.

The appliance does not notice readers. Prices are exact (decimal.Decimal), times are nanoseconds since the epoch, UTC. The layout is drawn in
feed-handler/src/main/java/aether/reader/BookFile.java; a file of another version is refused. x86-64: elsewhere Python cannot keep two reads in order.
"""

import calendar
import csv
import json
import mmap
import os
import struct
import sys
import time
from collections import namedtuple
from decimal import Decimal

MAGIC = 0x534B4F4F42454100
VERSION = 3
HEADER_LENGTH = 64
USED_OFFSET = 24
ALIVE_OFFSET = 32
LIVE_SINCE_OFFSET = 40
ROWS_OFFSET = 128
ROW_LENGTH = 24
MAX_DEPTH = 30
MAX_ATTEMPTS = 1000
NO_ORDERS = 2147483647
NO_SIDE = ""
STATES = ("EMPTY_UNKNOWN", "LIVE", "SUSPECT", "STALE", "RECOVERING", "DISCONTINUED")
SIDES = {0: "none", 1: "buy", 2: "sell"}
PUBLISHED = ("LIVE", "SUSPECT")
ALIVE_NS = 2_000_000_000

Level = namedtuple("Level", "price size orders")
"""A row of a book; orders is None where the exchange does not say."""

_HEAD = struct.Struct("<QIBBHQqQqqII qqiI40s")


class Book:
    """One instrument's book after one event, whole."""

    __slots__ = (
        "symbol", "security_id", "state", "order_state", "trading_status", "event_id", "rpt_seq", "packet", "transact_time", "time",
        "bids", "offers", "trade_price", "trade_size", "trade_side", "price_exponent",
    )

    @property
    def is_published(self):
        """Whether its rows may be believed (SUSPECT: with care)."""
        return self.state in PUBLISHED

    def __repr__(self):
        best = [side[0].price if side else None for side in (self.bids, self.offers)]
        return f"Book({self.symbol or self.security_id}, {self.state}, {best[0]} | {best[1]})"


class Books:
    """A file of published books."""

    def __init__(self, path):
        """Opens it; ValueError when it is none, or of another version."""
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size < HEADER_LENGTH:
                raise ValueError(f"{path}: no published books")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, version, self._slots, self._depth = struct.unpack_from("<QQII", self._map, 0)
        self._length = ROWS_OFFSET + 2 * self._depth * ROW_LENGTH + 63 & ~63
        if magic != MAGIC or version != VERSION:
            self.close()
            raise ValueError(f"{path}: no published books of version {VERSION}")
        if not 1 <= self._depth <= MAX_DEPTH or HEADER_LENGTH + self._slots * self._length > len(self._map):
            self.close()
            raise ValueError(f"{path}: published books with a damaged header")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """What was read stays."""
        self._map.close()

    def __len__(self):
        """Instruments so far."""
        return min(self._slots, struct.unpack_from("<Q", self._map, USED_OFFSET)[0])

    def __iter__(self):
        """All books, in the order in which they appeared."""
        for slot in range(len(self)):
            book = self.at(slot)
            if book:
                yield book

    @property
    def last_alive(self):
        """When the appliance said last that it is alive, nanoseconds since the epoch."""
        return struct.unpack_from("<q", self._map, ALIVE_OFFSET)[0]

    @property
    def is_alive(self):
        """Whether it said so within two seconds."""
        return time.time_ns() - self.last_alive < ALIVE_NS

    @property
    def live_since(self):
        """Since when the books are the market as it is, nanoseconds since the epoch; 0 while they are what was recorded once."""
        return struct.unpack_from("<q", self._map, LIVE_SINCE_OFFSET)[0]

    def read(self, instrument):
        """The book of a symbol or SecurityID; None when there is none, or when it was being written all the time."""
        for slot in range(len(self)):
            book = self.at(slot)
            if book and instrument in (book.symbol, book.security_id):
                return book
        return None

    def at(self, slot):
        """The book of a slot, 0 to one less than len(); None when it was being written all the time."""
        if not 0 <= slot < self._slots:
            raise IndexError(slot)
        start = HEADER_LENGTH + slot * self._length
        for _ in range(MAX_ATTEMPTS):
            before = struct.unpack_from("<Q", self._map, start)[0]
            if before & 1:
                continue
            copy = self._map[start : start + self._length]
            if struct.unpack_from("<Q", self._map, start)[0] == before:
                return self._decode(copy)
        return None

    def _decode(self, copy):
        book = Book()
        (
            _, book.security_id, state, order_state, book.trading_status, book.event_id, book.rpt_seq, book.packet, book.transact_time,
            book.time, bid_rows, offer_rows, trade_price, book.trade_size, book.price_exponent, side, symbol,
        ) = _HEAD.unpack_from(copy, 0)
        book.state = STATES[state] if state < len(STATES) else "?"
        book.order_state = STATES[order_state] if order_state < len(STATES) else "?"
        book.symbol = symbol.rstrip(b"\0").decode("ascii", "replace")
        book.trade_price = Decimal(trade_price).scaleb(book.price_exponent) if book.trade_size else None
        book.trade_side = SIDES.get(side, NO_SIDE)
        book.bids = self._rows(copy, ROWS_OFFSET, bid_rows, book.price_exponent)
        book.offers = self._rows(copy, ROWS_OFFSET + self._depth * ROW_LENGTH, offer_rows, book.price_exponent)
        if not book.is_published:
            book.bids, book.offers = [], []
        return book

    def _rows(self, copy, start, mask, exponent):
        rows = []
        for row in range(self._depth):
            if mask >> row & 1:
                price, size, orders = struct.unpack_from("<qqq", copy, start + row * ROW_LENGTH)
                rows.append(Level(Decimal(price).scaleb(exponent), size, None if orders == NO_ORDERS else orders))
        return rows


def _time(text):
    seconds = calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))
    return seconds * 1_000_000_000 + int(text[20:29])


def _price(text):
    return Decimal(text)


_CELLS = {"time": _time, "price": _price, "long": int, "unsigned": int, "text": str}


def table(directory, name):
    """The rows of a table that was exported as CSV, as dictionaries; no value is None. Types are those of the manifest beside it."""
    with open(os.path.join(directory, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    for entry in manifest["tables"]:
        if entry["table"] == name and entry["file"].endswith(".csv"):
            break
    else:
        raise ValueError(f"{directory}: no table '{name}' as CSV; there are {[each['file'] for each in manifest['tables']]}")
    cells = {column["name"]: _CELLS[column["type"]] for column in entry["columns"]}
    if entry["prices"] == "mantissa":
        cells.update({column["name"]: int for column in entry["columns"] if column["type"] == "price"})
    with open(os.path.join(directory, entry["file"]), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: cells[key](text) if text else None for key, text in row.items()}


def _json(book):
    return json.dumps(
        {
            "symbol": book.symbol,
            "securityId": book.security_id,
            "state": book.state,
            "rptSeq": book.rpt_seq,
            "packet": book.packet,
            "time": book.time,
            "bids": [[format(level.price, "f"), level.size, level.orders] for level in book.bids],
            "offers": [[format(level.price, "f"), level.size, level.orders] for level in book.offers],
        }
    )


def main(words):
    """What the command line does."""
    if not 1 <= len(words) <= 2 or words[0] in ("-h", "--help"):
        print("usage: aether_books.py FILE.books [SYMBOL]", file=sys.stderr)
        return 2
    try:
        with Books(words[0]) as books:
            if len(words) == 2:
                name = int(words[1]) if words[1].lstrip("-").isdigit() else words[1]
                book = books.read(name)
                if not book:
                    print(f"{words[0]}: no instrument '{words[1]}'", file=sys.stderr)
                    return 2
                print(_json(book))
            else:
                for book in books:
                    print(_json(book))
            if not books.is_alive:
                print(f"{words[0]}: the appliance is not alive; these are its last books", file=sys.stderr)
                return 1
    except (OSError, ValueError) as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
