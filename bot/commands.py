"""Every command once: its name, its aliases, who may use it, and whether it stands in Telegram's menu.

The line of each command is the text `commands.<name>`. Handlers, /bantuan, the menus and the README read here.
"""

from dataclasses import dataclass

from domain.people import Role

_EVERYBODY = frozenset(Role)
_OFFICIAL = frozenset({Role.OFFICIAL})
_ASSESSOR = frozenset({Role.ASSESSOR})
_ADMIN = frozenset({Role.ADMIN})
_LEADING = frozenset({Role.ADMIN, Role.LEADER})


@dataclass(frozen=True, slots=True)
class Command:
    """A command; `menu` lists the roles that see it in Telegram's menu."""

    name: str
    roles: frozenset[Role]
    aliases: tuple[str, ...] = ()
    menu: frozenset[Role] = frozenset()
    strangers: bool = False


COMMANDS = (
    Command("mulai", _EVERYBODY, ("start", "beranda"), menu=_EVERYBODY, strangers=True),
    Command("dasbor", _LEADING, menu=_LEADING),
    Command("siaran", _ADMIN, menu=_ADMIN),
    Command("tahap", _ADMIN, menu=_ADMIN),
    Command("talenta", _ADMIN, menu=_ADMIN),
    Command("kotak", _LEADING, menu=_LEADING),
    Command("komite", _ADMIN, menu=_ADMIN),
    Command("permohonan", _ADMIN, menu=_ADMIN),
    Command("undang", _ADMIN),
    Command("penugasan", _ADMIN),
    Command("impor", _ADMIN),
    Command("templat", _ADMIN),
    Command("status", _ADMIN, menu=_ADMIN),
    Command("tugas", _ASSESSOR, menu=_ASSESSOR),
    Command("nilai", _ASSESSOR, menu=_ASSESSOR),
    Command("koreksi", _ASSESSOR, menu=_ASSESSOR),
    Command("kuesioner", _OFFICIAL, menu=_OFFICIAL),
    Command("hasil", _OFFICIAL, menu=_OFFICIAL),
    Command("mengapa", _OFFICIAL),
    Command("rencana", _OFFICIAL, ("agenda",), menu=_OFFICIAL),
    Command("datasaya", _EVERYBODY, ("dataku",), menu=_OFFICIAL | _ASSESSOR),
    Command("tarik", _OFFICIAL),
    Command("perbaikan", _OFFICIAL),
    Command("bantuan", _EVERYBODY, ("help",), menu=_EVERYBODY, strangers=True),
    Command("batal", _EVERYBODY, ("cancel",), menu=_EVERYBODY),
)


def menu_of(roles: frozenset[Role]) -> tuple[Command, ...]:
    """What Telegram's menu lists for these roles, in order; strangers get what is open to them."""
    if not roles:
        return tuple(command for command in COMMANDS if command.strangers)
    return tuple(command for command in COMMANDS if command.menu & roles)


def usable_by(roles: frozenset[Role]) -> tuple[Command, ...]:
    """Every command these roles may use."""
    return tuple(command for command in COMMANDS if command.roles & roles or command.strangers)
