"""The posts of a city's administration for demonstrations: real units, plausible posts, nobody in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

_DISTRICTS = {
    "Kejaksan": ("Kejaksan", "Sukapura", "Kesenden", "Kebonbaru"),
    "Lemahwungkuk": ("Pegambiran", "Lemahwungkuk", "Kesepuhan", "Panjunan"),
    "Harjamukti": ("Kalijaga", "Harjamukti", "Kecapi", "Larangan", "Argasunya"),
    "Pekalipan": ("Jagasatru", "Pekalipan", "Pulasaren", "Pekalangan"),
    "Kesambi": ("Pekiringan", "Sunyaragi", "Kesambi", "Drajat", "Karyamulya"),
}
_SECRETARIAT = (
    "Pemerintahan", "Kesejahteraan Rakyat", "Hukum", "Perekonomian", "Administrasi Pembangunan",
    "Pengadaan Barang dan Jasa", "Organisasi", "Umum", "Protokol dan Komunikasi Pimpinan",
)  # fmt: skip
_COUNCIL = (
    "Umum dan Keuangan",
    "Persidangan dan Perundang-undangan",
    "Fasilitasi Penganggaran dan Pengawasan",
)
_SERVICES = {  # name: divisions
    "Dinas Pendidikan": ("PAUD dan Pendidikan Nonformal", "Sekolah Dasar", "Sekolah Menengah Pertama",
                         "Ketenagaan", "Sarana dan Prasarana"),
    "Dinas Kesehatan": ("Kesehatan Masyarakat", "Pencegahan dan Pengendalian Penyakit", "Pelayanan Kesehatan",
                        "Sumber Daya Kesehatan", "Kefarmasian"),
    "Dinas Pekerjaan Umum dan Tata Ruang": ("Bina Marga", "Sumber Daya Air", "Cipta Karya", "Tata Ruang",
                                            "Jasa Konstruksi"),
    "Dinas Perumahan Rakyat dan Kawasan Permukiman": ("Perumahan", "Kawasan Permukiman", "Pertanahan", "Prasarana"),
    "Dinas Sosial": ("Rehabilitasi Sosial", "Perlindungan dan Jaminan Sosial", "Pemberdayaan Sosial",
                     "Penanganan Fakir Miskin"),
    "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan KB": (
        "Pemberdayaan Perempuan", "Perlindungan Anak", "Pengendalian Penduduk", "Keluarga Berencana"),
    "Dinas Ketahanan Pangan, Pertanian, Kelautan dan Perikanan": (
        "Ketahanan Pangan", "Pertanian", "Kelautan", "Perikanan"),
    "Dinas Lingkungan Hidup": ("Tata Lingkungan", "Persampahan", "Pengendalian Pencemaran", "Pertamanan"),
    "Dinas Kependudukan dan Pencatatan Sipil": ("Pendaftaran Penduduk", "Pencatatan Sipil", "Pengelolaan Informasi",
                                                "Pemanfaatan Data"),
    "Dinas Perhubungan": ("Lalu Lintas", "Angkutan", "Prasarana Perhubungan", "Keselamatan"),
    "Dinas Komunikasi, Informatika dan Statistik": ("Informasi Publik", "Aplikasi Informatika", "Statistik",
                                                    "Persandian"),
    "Dinas Koperasi, UKM, Perdagangan dan Perindustrian": ("Koperasi", "Usaha Mikro", "Perdagangan", "Perindustrian"),
    "Dinas Penanaman Modal dan PTSP": ("Penanaman Modal", "Pelayanan Perizinan", "Pengendalian", "Pengaduan"),
    "Dinas Kepemudaan dan Olahraga": ("Kepemudaan", "Olahraga Prestasi", "Olahraga Masyarakat", "Kemitraan"),
    "Dinas Kebudayaan dan Pariwisata": ("Kebudayaan", "Destinasi Pariwisata", "Pemasaran", "Ekonomi Kreatif"),
    "Dinas Perpustakaan dan Kearsipan": ("Layanan Perpustakaan", "Pembinaan Perpustakaan", "Kearsipan",
                                         "Pelestarian"),
    "Dinas Tenaga Kerja": ("Pelatihan Kerja", "Penempatan Kerja", "Hubungan Industrial", "Pengawasan Internal"),
    "Dinas Pemadam Kebakaran dan Penyelamatan": ("Pencegahan", "Pemadaman", "Penyelamatan", "Sarana"),
    "Satuan Polisi Pamong Praja": ("Penegakan Perda", "Ketertiban Umum", "Perlindungan Masyarakat",
                                   "Sumber Daya Aparatur"),
}  # fmt: skip
_BOARDS = {
    "Badan Perencanaan Pembangunan, Penelitian dan Pengembangan": (
        "Perencanaan Makro", "Sosial Budaya", "Ekonomi", "Penelitian"),
    "Badan Pengelolaan Keuangan dan Pendapatan": ("Anggaran", "Perbendaharaan", "Aset", "Pendapatan"),
    "Badan Kepegawaian dan Pengembangan SDM": (
        "Pengadaan dan Pemberhentian", "Mutasi dan Promosi", "Pengembangan Kompetensi ASN", "Penilaian Kinerja"),
    "Badan Kesatuan Bangsa dan Politik": ("Ideologi", "Politik Dalam Negeri", "Ketahanan Ekonomi", "Kewaspadaan"),
    "Badan Penanggulangan Bencana Daerah": ("Pencegahan", "Kedaruratan", "Rehabilitasi"),
}  # fmt: skip
_OFFICES = ("Umum dan Kepegawaian", "Keuangan", "Program dan Pelaporan")
_DISTRICT_SECTIONS = (
    "Pemerintahan", "Ketenteraman dan Ketertiban", "Pemberdayaan Masyarakat", "Kesejahteraan Sosial", "Pelayanan Umum",
)  # fmt: skip
_WARD_SECTIONS = ("Pemerintahan", "Ekonomi dan Pembangunan", "Kesejahteraan Sosial")
_STAFF = (
    "Analis SDM Aparatur Ahli Muda", "Perencana Ahli Pertama", "Arsiparis Terampil", "Pranata Komputer Ahli Pertama",
    "Pengadministrasi Perkantoran",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """A position; `superior` is the index of the post above it, None where that one is a JPT, who is not listed."""

    position: str
    unit: str
    eselon: str | None
    superior: int | None


def posts(size: int) -> tuple[Post, ...]:
    """The first `size` posts: 150 of eselon III and 389 of eselon IV, superiors before subordinates, then staff."""
    managers = tuple(_managers())
    staff = _staff(managers)
    return (*managers[:size], *(next(staff) for _ in range(size - len(managers))))


def _managers() -> Iterator[Post]:
    listed = _Listed()
    yield from listed.heads_with_sections("Sekretariat Daerah", _SECRETARIAT, sections=3)
    yield from listed.heads_with_sections("Sekretariat DPRD", _COUNCIL, sections=2)
    yield from listed.inspectorate()
    for unit, divisions in _SERVICES.items():
        yield from listed.service(unit, divisions, section="Kepala Seksi")
        yield from listed.technical_unit(unit, divisions[0])
    for unit, divisions in _BOARDS.items():
        yield from listed.service(unit, divisions, section="Kepala Subbidang")
    for district, wards in _DISTRICTS.items():
        yield from listed.district(district, wards)


class _Listed:
    """Numbers the posts in the order they are listed, so that superiors can be named by number."""

    def __init__(self) -> None:
        self._numbers = count()
        self._last = -1

    def heads_with_sections(self, unit: str, names: tuple[str, ...], sections: int) -> Iterator[Post]:
        for name in names:
            yield self._post(f"Kepala Bagian {name}", unit, "III.a", None)
            head = self._last
            for office in _OFFICES[:sections]:
                yield self._post(f"Kepala Subbagian {office} Bagian {name}", unit, "IV.a", head)

    def inspectorate(self) -> Iterator[Post]:
        unit = "Inspektorat Daerah"
        yield from self._secretary(unit, "Sekretaris Inspektorat", "III.a", None)
        for number in ("I", "II", "III", "IV"):
            yield self._post(f"Inspektur Pembantu {number}", unit, "III.a", None)

    def service(self, unit: str, divisions: tuple[str, ...], section: str) -> Iterator[Post]:
        chief, eselon = None, "III.a"
        if unit.startswith("Badan Penanggulangan"):
            yield self._post("Kepala Pelaksana BPBD", unit, "III.a", None)
            chief, eselon = self._last, "III.b"
        yield from self._secretary(unit, f"Sekretaris {unit.split(maxsplit=1)[0]}", eselon, chief)
        for division in divisions:
            yield self._post(f"Kepala Bidang {division}", unit, "III.b", chief)
            yield self._post(f"{section} Pembinaan {division}", unit, "IV.a", self._last)

    def technical_unit(self, unit: str, name: str) -> Iterator[Post]:
        yield self._post(f"Kepala UPT {name}", unit, "IV.a", None)
        yield self._post(f"Kepala Subbagian TU UPT {name}", unit, "IV.b", self._last)

    def district(self, name: str, wards: tuple[str, ...]) -> Iterator[Post]:
        unit = f"Kecamatan {name}"
        yield self._post(f"Camat {name}", unit, "III.a", None)
        camat = self._last
        yield self._post(f"Sekretaris Kecamatan {name}", unit, "III.b", camat)
        secretary = self._last
        for office in _OFFICES[:2]:
            yield self._post(f"Kepala Subbagian {office}", unit, "IV.a", secretary)
        for section in _DISTRICT_SECTIONS:
            yield self._post(f"Kepala Seksi {section}", unit, "IV.a", camat)
        for ward in wards:
            yield from self._ward(ward, camat)

    def _ward(self, ward: str, camat: int) -> Iterator[Post]:
        unit = f"Kelurahan {ward}"
        yield self._post(f"Lurah {ward}", unit, "IV.a", camat)
        lurah = self._last
        yield self._post(f"Sekretaris Kelurahan {ward}", unit, "IV.b", lurah)
        for section in _WARD_SECTIONS:
            yield self._post(f"Kepala Seksi {section} Kelurahan {ward}", unit, "IV.b", lurah)

    def _secretary(self, unit: str, position: str, eselon: str, chief: int | None) -> Iterator[Post]:
        yield self._post(position, unit, eselon, chief)
        secretary = self._last
        for office in _OFFICES:
            yield self._post(f"Kepala Subbagian {office}", unit, "IV.a", secretary)

    def _post(self, position: str, unit: str, eselon: str, superior: int | None) -> Post:
        self._last = next(self._numbers)
        return Post(position, unit, eselon, superior)


def _staff(managers: tuple[Post, ...]) -> Iterator[Post]:
    """Posts without eselon, in turn under every manager of eselon IV."""
    heads = [number for number, post in enumerate(managers) if (post.eselon or "").startswith("IV")]
    for number in count():
        head = heads[number % len(heads)]
        yield Post(_STAFF[number % len(_STAFF)], managers[head].unit, None, head)
