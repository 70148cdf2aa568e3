"""What was measured, kept as lines of JSON: parts may be measured apart and are read together."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """The figures of one bot in one round of a part."""

    part: str
    round: int
    bot: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sitting:
    """When, where and by which command the findings of a part were made."""

    began: str
    machine: str
    command: str


def append(file: Path, sitting: Sitting, finding: Finding) -> None:
    """Keep a finding."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(sitting) | asdict(finding)) + "\n")


def newest(file: Path) -> dict[str, tuple[Sitting, Sequence[Finding]]]:
    """Part → its newest sitting and all that was found in it; a round that was cut short is left out."""
    if not file.exists():
        return {}
    sittings: dict[str, tuple[Sitting, list[Finding]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        facts = json.loads(line)
        sitting = Sitting(*(facts.pop(name) for name in ("began", "machine", "command")))
        finding = Finding(**facts)
        if finding.part not in sittings or sittings[finding.part][0].began < sitting.began:
            sittings[finding.part] = (sitting, [])
        sittings[finding.part][1].append(finding)
    return {part: (sitting, _whole(found)) for part, (sitting, found) in sittings.items()}


def _whole(findings: Iterable[Finding]) -> list[Finding]:
    rounds: dict[int, list[Finding]] = {}
    for finding in findings:
        rounds.setdefault(finding.round, []).append(finding)
    most = max(len(found) for found in rounds.values())
    return [finding for found in rounds.values() if len(found) == most for finding in found]
