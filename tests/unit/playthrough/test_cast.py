from bot.documents.sheets import read_sheets
from bot.playthrough import cast
from bot.playthrough.directions import FILES
from domain.roster import read_roster


def test_budi_sits_among_539_in_a_post_without_subordinates():
    assert len(cast.roster()) == 539
    assert cast.budi().name == "Budi Santoso, S.STP."
    assert (cast.budi().position, cast.budi().unit) == ("Kepala Seksi Pelayanan Umum", "Kecamatan Kejaksan")
    assert [row for row in cast.roster() if row.supervisor_nip == cast.BUDI] == []
    assert len(cast.colleagues()) == 538


def test_the_files_of_the_play_are_what_they_say():
    (roster,) = read_sheets(FILES["roster"](), "daftar.xlsx")
    assert len(read_roster(roster).rows) == 539
    (broken,) = read_sheets(FILES["broken"](), "rusak.csv")
    assert read_roster(broken).rows == ()
    assert FILES["evidence"]().startswith(b"PK")
