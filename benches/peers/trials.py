"""Trials with numpy, as fast as whole arrays go: prints a name and the seconds of a million trials on each line."""

import sys
import time

try:
    import numpy
except ImportError:
    sys.exit("numpy is not there")

random = numpy.random.Generator(numpy.random.SFC64(1))


outcomes = numpy.arange(216)
shows_twelve = outcomes % 6 + outcomes // 6 % 6 + outcomes // 36 + 3 >= 12
# The hits among the numbers of a byte that stand for three dice, none among the others.
table = numpy.concatenate([shows_twelve, numpy.zeros(40, dtype=bool)])


def three_dice(trials):
    """How often three dice show 12 or more: a byte a trial, and more bytes for those of 216 or above."""
    thrown = numpy.frombuffer(random.bytes(trials * 256 // 216), dtype=numpy.uint8)
    return numpy.count_nonzero(table[thrown]), numpy.count_nonzero(thrown < 216)


def five_cards(trials):
    """Five different cards by Floyd's method: one that is there already gives way to the highest. Not yet classified."""
    cards = []
    for highest in range(47, 52):
        card = random.integers(0, highest + 1, trials, dtype=numpy.uint8)
        taken = numpy.zeros(trials, dtype=bool)
        for other in cards:
            taken |= card == other
        card[taken] = highest
        cards.append(card)
    return cards


def seconds(job, chunk, chunks):
    """The shortest time of a million trials, in chunks that fit into a cache."""
    best = float("inf")
    for _ in range(7):
        started = time.perf_counter()
        for _ in range(chunks):
            job(chunk)
        best = min(best, time.perf_counter() - started)
    return best / (chunk * chunks) * 1e6


print(f"three dice\t{seconds(three_dice, 1 << 16, 64):.9f}")
print(f"five cards\t{seconds(five_cards, 1 << 15, 32):.9f}")
