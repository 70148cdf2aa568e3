"""What a person has answered in one questionnaire, as a PDF to read, print and file."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A question with its number and what was answered; a `long` answer may run over to the next page."""

    number: str
    question: str
    value: str
    long: bool


@dataclass(frozen=True, slots=True)
class OwnSection:
    """A section under its title."""

    title: str
    answers: Sequence[OwnAnswer]


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """Everything on the pages, in the words in which it is read.

    `particulars` stand in the head as name and value; `page` and `of` are the words around the page numbers.
    """

    title: str
    particulars: Sequence[tuple[str, str]]
    note: str
    sections: Sequence[OwnSection]
    answer: str
    footer: str
    page: str
    of: str


def render(facts: OwnAnswers) -> bytes:
    """A PDF on A4, tagged for screen readers, its text to be searched and copied.

    Takes some 50 ms of processor: keep it off the event loop.
    """
    import typst

    made: bytes = typst.compile(
        files(__package__).joinpath("own_answers.typ").read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(asdict(facts))},
    )
    return made
