"""Words for texts: real ones and made ones, as often as Zipf's law has it. Pure, and the same for the same seed."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice

VOCABULARY = 30_000
# The law of Zipf and Mandelbrot: the word of rank r is as frequent as 1 / (r + SHIFT).
SHIFT = 2.7
LONGEST_SENTENCE, SHORTEST_SENTENCE = 28, 8
SENTENCES_IN_PARAGRAPH = 6


def listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


BEGINNINGS = listed("b br c ch d dr f fl g gr h j k kr l m n p pr r s sh st t tr v w z")
MIDDLES = listed("a ai ar e ea el en i in o or ou u ul un")
ENDINGS = listed("ba dal ed er ing ion ity lan ment mor nal ness nov ous ran sk tan ter tive vin")
# Said together more often than chance would have it; the first ones most.
TOGETHER = (
    "safe haven",
    "trade agreement",
    "joint statement",
    "border crossing",
    "foreign minister",
    "cease-fire line",
    "drone strike",
    "water treaty",
    "prisoner exchange",
    "joint working group",
    "nuclear programme",
    "transit route",
)
# Written when nothing real is at hand, so that the queries find something even then.
USUAL = listed(
    """
    the of and to in a for with on at by from was that as he is it had be which his were not official met
    president visit minister state foreign king prime private working government attended policy american
    meeting republic united conference international soviet security agreement military war treaty peace
    negotiations border support secretary economic relations general countries trade washington informal guest
    house met crown leaders forces talks affairs embassy ambassador delegation statement council assembly
    capital signed address summit funeral luncheon dinner refugees sanctions missile drone water river crossing
    terrorist militant haven ceasefire prisoner exchange railway airport airspace consulate protest denial
    denied accused promised rejected corridor dam electricity visa customs smuggling narcotics earthquake flood
    wheat aid loan debt recognition election parliament constitution
    """
)


def made_words(chance: random.Random) -> Iterable[str]:
    """Words that nobody said, each once, for ever."""
    seen: set[str] = set()
    while True:
        parts = chance.choice((1, 1, 2))
        word = "".join(chance.choice(BEGINNINGS) + chance.choice(MIDDLES) for _ in range(parts)) + chance.choice(
            ENDINGS
        )
        if word not in seen:
            seen.add(word)
            yield word


def vocabulary(texts: Iterable[str], number: int = VOCABULARY, seed: int = 1) -> list[str]:
    """The words of the texts and the usual ones, the most frequent first, filled up with made ones."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(word.strip(".,;:()[]\"'“”‘’").lower() for word in text.split())
    usual = {word: len(USUAL) - at for at, word in enumerate(USUAL)}
    counted.update({word: rank for word, rank in usual.items() if word not in counted})
    real = [word for word, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])) if word.isalpha()]
    known = set(real)
    made = islice((word for word in made_words(random.Random(seed)) if word not in known), max(0, number - len(real)))
    return [*real[:number], *made]


class Texts:
    """Texts of words chosen by Zipf's law, with what is said together now and then."""

    def __init__(self, words: Sequence[str], seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = [*words]
        self.weights = list(accumulate(1 / (rank + SHIFT) for rank in range(len(words))))

    def some(self, number: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.weights, k=number)

    def sentence(self, number: int) -> str:
        words = self.some(number)
        if self.chance.random() < 0.15:
            at = self.chance.randrange(number)
            words[at] = TOGETHER[min(int(self.chance.expovariate(0.4)), len(TOGETHER) - 1)]
        return f"{' '.join(words).capitalize()}."

    def text(self, number: int, inserted: Sequence[str] = ()) -> str:
        """About as many words, in paragraphs; `inserted` (names, say) stand in the sentences that come first."""
        sentences: list[str] = []
        left, names = number, list(inserted)
        while left > 0:
            long = min(left, self.chance.randint(SHORTEST_SENTENCE, LONGEST_SENTENCE))
            said = self.sentence(long)
            sentences.append(f"{said[:-1]} with {names.pop(0)}." if names else said)
            left -= long
        starts = range(0, len(sentences), SENTENCES_IN_PARAGRAPH)
        return "\n\n".join(" ".join(sentences[at : at + SENTENCES_IN_PARAGRAPH]) for at in starts)
