"""Made-up names and sentences, drawn with a seeded die: the same each time, and nobody's."""

from itertools import product
from random import Random

GIVEN, FAMILY, ADJECTIVES, NOUNS, VERBS = map(
    str.split,
    (
        "Ari Bora Chan Daon Eun Gaon Haneul Iseul Jiho Kyung Lina Mirae Nari Oro Pia Rian Sora Taeo Una Vela "
        "Woori Yuna Zian Alma Bruno Celia Dario Elsa Felix Greta Hugo Ines",
        "Ahn Bae Cho Do Eom Gil Heo Im Jang Kwon Lim Moon Noh Oh Pyo Ra Seo Tak Um Wang Yoon Zang Abel Brandt "
        "Castel Dorn Engel Ferro Grau Holm Iris Jansen",
        "ancient bare bitter bright broken calm careful cheerful clear cold common cruel curious damp dark "
        "deep distant dry early empty faint false famous fierce final fresh gentle golden grave grey heavy "
        "hidden hollow honest hungry idle late light lonely long loud lucky mild modest narrow near new noisy "
        "odd old pale patient plain proud quick quiet rare ready rough sharp short silent slow small soft "
        "solemn steady steep strange sudden sweet tall tender thin tired twin uneasy warm weary wide wild "
        "young",
        "actor afternoon alley answer apartment archive audience bakery balcony bell border bridge brother "
        "camera candle captain career chapter choir city classroom clock close-up coast corridor costume "
        "crowd curtain dance daughter debt desk detective dialogue dinner doctor door dream editor ending "
        "engine evening factory father festival fever film fire fog forest friend garden gate ghost glass "
        "guest hand harbour hat heart hill home horse hospital hotel house island joke journey kitchen lake "
        "lamp lantern letter library lie market meal memory message mirror mistake monsoon morning mother "
        "mountain music name neighbour night office opening orchestra painter paper parade piano picture "
        "pistol plan police poster prologue promise question radio railway rain rehearsal rival river road "
        "rooftop room rumour scene school score screen script season secret shadow ship shop silence sister "
        "smoke snow soldier song staircase station storm story stranger street studio summer sword teacher "
        "theatre thief ticket tower town trailer train uncle village voice war water wedding widow window "
        "winter witness writer",
        "answers avoids begins borrows breaks builds buys carries changes chases closes counts crosses "
        "describes discovers doubts draws drops ends enters escapes fears fills finds follows forgets "
        "forgives guards guesses hears helps hides holds hunts ignores keeps knows leaves lights lists loses "
        "meets mourns needs notices opens owes paints passes plays praises promises quotes reads recalls "
        "refuses repairs repeats returns saves sells sends shares shows steals stops teaches tells trusts "
        "visits warns watches wins writes",
    ),
)
PLACES = ("above", "after", "against", "before", "behind", "beside", "beyond", "during", "near", "under", "without")
JOINTS = ("and", "but", "because", "until", "while", "although", "so that", "where")


class Pen:
    """Draws words and names with one die."""

    def __init__(self, seed: int) -> None:
        self.die = Random(seed)  # noqa: S311 - to be the same each time is what it is for

    def word(self) -> str:
        return self.die.choice(NOUNS)

    def thing(self) -> str:
        return f"the {self.die.choice(ADJECTIVES)} {self.word()}"

    def clause(self) -> str:
        return f"{self.thing()} {self.die.choice(VERBS)} {self.thing()} {self.die.choice(PLACES)} the {self.word()}"

    def sentence(self, mention: str = "") -> str:
        """About 110 characters, with `mention` as what it ends on."""
        end = f" like {mention}" if mention else ""
        said = f"{self.clause()}, {self.die.choice(JOINTS)} the {self.word()} {self.die.choice(VERBS)} it{end}."
        return said[0].upper() + said[1:]

    def people(self, count: int) -> list[str]:
        return self.die.sample([f"{given} {family}" for given, family in product(GIVEN, FAMILY)], count)

    def characters(self, count: int) -> list[str]:
        named = [f"{given} the {adjective.title()}" for given, adjective in product(GIVEN, ADJECTIVES)]
        return self.die.sample(named, count)

    def films(self, count: int) -> list[str]:
        titles = [f"The {adjective.title()} {noun.title()}" for adjective, noun in product(ADJECTIVES, NOUNS)]
        return self.die.sample(titles, count)
