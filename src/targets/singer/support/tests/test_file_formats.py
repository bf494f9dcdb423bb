"""How rows stand in files, which files are meant, and what is kept of them."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import os
import typing as t
from pathlib import Path

import pytest

from tap.file_arrival import Arrival
from tap.file_fields import Field
from tap.file_formats import Delimited, Format, JsonLines
from tap.file_glob import Glob
from tap.file_manifest import Manifest
from tap.file_store import FileError, StoredFile, StoreError
from tap.file_text import UnfitError, as_text
from tap.fixed_width import FixedWidth
from tap.json_document import JsonDocument
from tap.local_store import LocalStore

AB = (Field("a", place=(0, 3)), Field("b", place=(3, 1)))
MOMENT = datetime.datetime(2025, 1, 6, tzinfo=datetime.UTC)


def rows(form: Format, text: str) -> list[tuple[int, t.Any]]:
    found = form.rows(io.StringIO(text, newline=""), AB)
    return [(line, list(row.values())) for line, row in found]


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        (Delimited(), "a,b\r\n1,2\r\n3,4", [(2, ["1", "2"]), (3, ["3", "4"])]),
        (Delimited(), 'b,a\n"x ""y"",\nz",\n', [(2, ['x "y",\nz', ""])]),
        (Delimited(), "a,b\n\n1,2\n\x1a", [(3, ["1", "2"])]),
        (Delimited(), "a,b\n1,2,\n", [(2, ["1", "2"])]),
        (Delimited(), 'a,b\n"1\n\n",2\n3,4\n', [(2, ["1\n\n", "2"]), (5, ["3", "4"])]),
        (
            Delimited(comment="#"),
            '#x\na,b\n"1\n#2",#3\n#4,5\n6,7',
            [(3, ["1\n#2", "#3"]), (6, ["6", "7"])],
        ),
        (Delimited(skip_lines=2), '"one\ntwo\na,b\n1,2\n', [(4, ["1", "2"])]),
        (Delimited("|", quote=None), 'a|b\n"1|2"\n', [(2, ['"1', '2"'])]),
        (Delimited(escape="\\"), 'a,b\n"1\\",\\\\",2\n', [(2, ['1",\\', "2"])]),
        (
            Delimited(header=False),
            "1,2\n3,4,5\n",
            [(1, ["1", "2"]), (2, ["3", "4", "5"])],
        ),
        (Delimited("\t"), "a\tb\r1\t2\r", [(2, ["1", "2"])]),
        (Delimited(), "", []),
        (Delimited(), "a,b\n", []),
        (
            JsonLines(),
            '{"a": 1, "b": "\u2028"}\n\n{"a": null}',
            [(1, [1, "\u2028"]), (3, [None])],
        ),
    ],
)
def test_rows_are_read_with_their_lines(
    form: Format, text: str, wanted: list[tuple[int, t.Any]]
) -> None:
    assert rows(form, text) == wanted


@pytest.mark.parametrize(
    ("form", "text", "told"),
    [
        (Delimited(), "a,b\n1\n", "line 2: it has 1 values, and should have 2"),
        (Delimited(), "a,b\n1,2,3\n", "line 2: it has 3 values"),
        (Delimited(), 'a,b\n1,2\n"3,4', "line 3: "),
        (Delimited(), 'a,b\n"1"2,3', "line 2: "),
        (Delimited(), "x,y\n1,2\n", "line 1: it has none of the columns"),
        (JsonLines(), '{"a": 1}\n{"a": ', "line 2: it is no JSON"),
        (JsonLines(), "[1]", "line 1: it is no JSON object"),
        (JsonDocument(), '[{"a": 1}', "it is no JSON"),
        (JsonDocument(), "[1]", "record 1 is no JSON object"),
        (JsonDocument(("x", "y")), '{"x": {}}', "it has nothing at x.y"),
    ],
)
def test_what_is_not_of_the_form_is_told(form: Format, text: str, told: str) -> None:
    with pytest.raises(UnfitError, match=f"^{told}"):
        rows(form, text)


def test_a_line_that_ends_within_a_number_is_told() -> None:
    fields = (Field("a", place=(0, 2)), Field("b", "int(32)", place=(2, 3)))
    found = FixedWidth().rows(io.StringIO("xy123\nx\nxy12\n"), fields)
    assert [row["b"] for _, row in (next(found), next(found))] == ["123", ""]
    with pytest.raises(UnfitError, match='line 3: column "b": the line ends'):
        next(found)


def test_a_column_that_must_be_there_is_missed() -> None:
    fields = (Field("a"), Field("b", nullable=False))
    with pytest.raises(UnfitError, match="there is no column b"):
        list(Delimited().rows(io.StringIO("a,c\n1,2"), fields))


def test_columns_of_one_name_are_numbered_as_the_model_has_them() -> None:
    found = list(Delimited().rows(io.StringIO("n,n,n,\n1,2,3,4"), ()))
    assert found == [(2, {"n": "1", "n_2": "2", "n_3": "3", "column_4": "4"})]


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("\ufeffaé".encode(), "cp1252"),
        ("aé".encode("utf-16"), "utf-8"),
        ("\ufeffaé".encode("utf-16-be"), "utf-8"),
        ("\ufeffaé".encode("utf-32-le"), "utf-16-le"),
        ("aé".encode("cp1252"), "cp1252"),
    ],
)
def test_a_mark_wins_over_the_encoding(raw: bytes, encoding: str) -> None:
    assert as_text(io.BytesIO(raw), encoding, packed=False, most=0).read() == "aé"


def test_what_unpacks_too_far_is_refused() -> None:
    packed = gzip.compress(b"a" * 101)
    text = as_text(io.BytesIO(packed), "utf-8", packed=True, most=101)
    assert len(text.read()) == 101
    with pytest.raises(UnfitError, match="unpacks to more than 100 bytes"):
        as_text(io.BytesIO(packed), "utf-8", packed=True, most=100).read()


@pytest.mark.parametrize(
    ("pattern", "path", "wanted"),
    [
        ("*.csv", "a.csv", True),
        ("*.csv", "b/a.csv", False),
        ("**/*.csv", "a.csv", True),
        ("**/*.csv", "b/c/a.csv", True),
        ("in/**/x?.csv", "in/x1.csv", True),
        ("in/**", "in/b/c.txt", True),
        ("in/*/a.csv", "in/b/c/a.csv", False),
        ("[ab]-[!0-9].csv", "a-x.csv", True),
        ("[ab]-[!0-9].csv", "a-1.csv", False),
        ("a.csv", "aXcsv", False),
        ("a[.csv", "a[.csv", True),
    ],
)
def test_a_glob_means_paths(pattern: str, path: str, *, wanted: bool) -> None:
    glob = Glob(pattern)
    assert glob.matches(path) is wanted
    if wanted and "/" in path:
        folders = path.split("/")[:-1]
        assert all(
            glob.may_lie_below("/".join(folders[: number + 1]))
            for number in range(len(folders))
        )


def test_a_glob_needs_no_other_folders() -> None:
    assert not Glob("*.csv").may_lie_below("a")
    assert not Glob("in/*/x.csv").may_lie_below("out")
    assert not Glob("in/*/x.csv").may_lie_below("in/a/b")


def stored(number: int, size: int = 1) -> StoredFile:
    return StoredFile(f"f{number}", size, MOMENT + datetime.timedelta(days=number))


def test_a_manifest_knows_many_files_in_little_room() -> None:
    manifest = Manifest({})
    files = [stored(number) for number in range(3000)]
    for file in files:
        manifest.add(file)
    state: dict[str, t.Any] = {}
    manifest.write_to(state)
    assert len(json.dumps(state)) < 70_000
    again = Manifest(json.loads(json.dumps(state)))
    assert all(again.has(file) for file in files)
    assert not again.has(stored(3000))
    assert not again.has(stored(0, size=2))
    again.keep_only(files[-2:])
    again.write_to(state)
    assert list(state) == ["files"]
    assert len(state["files"]) == 2


def test_a_folder_is_read_and_nothing_outside(tmp_path: Path) -> None:
    root = tmp_path / "ro ot [1]"
    (root / "in").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("x")
    (root / "in" / "a.csv").write_text("a")
    (root / "in" / "a.csv.part").write_text("a")
    (root / "in" / "b.csv").symlink_to(tmp_path / "secret.csv")
    (root / "in" / "c.csv").symlink_to("c.csv")
    (root / "out").symlink_to(tmp_path)
    (root / "in" / "e.csv").symlink_to(root / "in")
    os.mkfifo(root / "in" / "d.csv")
    store = LocalStore(root.as_uri(), {})
    store.check()
    troubles: list[FileError] = []
    found = Arrival(ignore=("*.part",)).find(store, "**/*.csv", troubles.append)
    assert sorted(file.path for file in found.files) == [
        "in/a.csv",
        "in/b.csv",
        "in/c.csv",
    ]
    assert not troubles
    for path in ("in/b.csv", "in/c.csv", "../secret.csv", "in/none.csv"):
        with pytest.raises(FileError):
            store.open(path)
    with store.open("in/a.csv") as file:
        assert file.read() == b"a"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere can't be read: No such file"):
        LocalStore(str(tmp_path / "nowhere"), {}).check()
