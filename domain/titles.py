"""What the columns of rosters, evidence and recaps are called in the wild: normalised, the preferred title first."""

from domain.sheet import Titles

ROSTER: Titles = {
    "nip": (
        "nip baru", "nip", "nip ni pppk", "nip atau ni pppk", "nip nik", "nip nrp", "nipbaru", "ni pppk", "nip pegawai",
        "nama nip", "nama dan nip", "nama pegawai nip", "nama lengkap nip", "nama nip baru", "nip nama",
    ),
    "name": (
        "nama", "nama lengkap", "nama pegawai", "nama peserta", "nama asn", "nama pejabat", "nama tanpa gelar",
        "nama nip", "nama dan nip", "nama pegawai nip", "nama lengkap nip", "nama nip baru", "nip nama",
    ),
    "title_before": ("gelar depan",),
    "title_after": ("gelar belakang",),
    "position": (
        "jabatan", "nama jabatan", "jabatan nama", "jabatan saat ini", "jabatan sekarang", "jabatan terakhir",
        "jabatan nama jabatan",
    ),
    "unit": (
        "perangkat daerah", "opd", "skpd", "nama opd", "unit kerja", "unit kerja opd", "opd unit kerja", "satker",
        "satuan kerja", "unit organisasi", "unor nama", "instansi", "satuan kerja kerja nama",
    ),
    "eselon": ("eselon", "esl", "eselonering", "eselon jabatan", "jabatan eselon", "jabatan esl", "eselon nama"),
    "rank": (
        "gol ruang", "golongan ruang", "golongan", "gol", "golru", "pangkat gol", "pangkat golongan", "gol pangkat", "golongan pangkat", "pangkat gol ruang",
        "pangkat golongan ruang", "gol akhir nama", "pangkat golru", "pangkat",
    ),
    "education": (
        "pendidikan terakhir", "pendidikan", "tingkat pendidikan", "tingkat pendidikan nama", "pendidikan tingkat",
        "jenjang pendidikan", "pendidikan nama",
    ),
    "phone": (
        "nomor hp", "no hp", "hp", "nomor telepon", "no telepon", "no telp", "telepon", "nomor hp wa", "no hp wa",
        "no wa", "nomor wa", "nomor handphone", "no handphone", "nomor ponsel", "nomor telegram",
    ),
    "supervisor_nip": ("nip atasan", "nip atasan langsung", "nip pejabat penilai", "nip penilai", "atasan nip"),
    "status": ("status", "status pegawai", "status kepegawaian", "kedudukan hukum", "kedudukan hukum nama", "status asn"),
}  # fmt: skip

EVIDENCE: Titles = {
    "nip": ROSTER["nip"],
    "name": ROSTER["name"],
    "assessed_on": (
        "tanggal penilaian", "tanggal asesmen", "tanggal tes", "tanggal", "tgl penilaian", "tgl asesmen", "tgl tes",
        "tanggal bukti",
    ),
    "year": ("tahun", "tahun kinerja", "tahun penilaian", "periode", "periode penilaian", "tahun skp"),
    "scale": ("skala", "skala intelektual", "skala nilai", "skala kemampuan intelektual"),
    "predikat": (
        "predikat", "predikat kinerja", "predikat kinerja pegawai", "predikat skp", "kuadran kinerja", "kinerja",
        "predikat kinerja tahunan",
    ),
    "hasil_kerja": ("hasil kinerja", "hasil kerja", "rating hasil kerja", "hasil kinerja nilai"),
    "perilaku_kerja": ("perilaku kerja", "perilaku", "rating perilaku kerja", "perilaku kerja nilai"),
    "intelektual": (
        "kemampuan intelektual", "intelektual", "level intelektual", "level kemampuan intelektual", "tes intelektual",
        "tingkat kemampuan intelektual",
    ),
    "pendidikan": ROSTER["education"],
    "lama_jabatan": ("lama jabatan", "lama menjabat", "lama jabatan tahun", "masa jabatan", "masa jabatan tahun"),
    "jumlah_jabatan": ("jumlah jabatan", "jumlah jabatan berbeda", "keragaman jabatan", "jumlah ragam jabatan"),
    "bangkom_jp": (
        "bangkom jp", "jp bangkom", "bangkom", "jumlah jp", "jp", "pengembangan kompetensi jp", "jam pelajaran",
        "jumlah jam pelajaran",
    ),
    "disiplin": (
        "disiplin", "hukuman disiplin", "hukdis", "riwayat hukuman disiplin", "integritas disiplin", "rekam disiplin",
    ),
    "kesesuaian_ilmu": (
        "kesesuaian ilmu", "kesesuaian bidang ilmu", "kesesuaian pendidikan", "kualifikasi pendidikan",
    ),
    "kepemimpinan": (
        "kepemimpinan", "pengalaman kepemimpinan", "pengalaman kepemimpinan organisasi", "kepemimpinan organisasi",
    ),
    "teknis": ("kompetensi teknis", "jpm teknis", "jpm kompetensi teknis", "teknis", "kompetensi teknis jpm"),
    "penghargaan": ("penghargaan", "penghargaan tertinggi", "tanda penghargaan"),
    "tim_kerja": ("tim kerja", "penugasan tim", "penugasan dalam tim kerja", "penugasan tim kerja"),
    "nondefinitif": ("nondefinitif", "jabatan nondefinitif", "pengalaman nondefinitif"),
    "umpan_balik": ("umpan balik", "umpan balik 360", "nilai umpan balik"),
}  # fmt: skip
