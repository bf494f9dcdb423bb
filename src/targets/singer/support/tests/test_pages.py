"""Paging."""

from __future__ import annotations

import typing as t

import pytest
from singer_sdk.streams.rest import HTTPRequest

from tap.cursor_pages import Cursors, InBody, InHeader, InLastRecord
from tap.link_header import LinkHeaders
from tap.next_url import NextUrls
from tap.offset import Offsets
from tap.page_number import PageNumbers
from tap.pages import Page, Pagination, PaginationError, SinglePage
from tap.params import Body, Header, Query
from tap.stops import (
    EmptyPage,
    Flag,
    NoCursor,
    ShortPage,
    Stop,
    TotalHeader,
    TotalItems,
    TotalPages,
)
from tap.unknown_pages import UnknownPages, UnreadPagesError

from .conftest import answer


def page(
    count: int,
    body: t.Any = None,
    *,
    token: t.Any = None,
    number: int = 1,
    seen: int | None = None,
    headers: dict[str, str] | None = None,
    url: str = "https://api.acme.example/v1/orders",
) -> Page:
    """A page with so many records."""
    records = [{"id": index + 1} for index in range(count)]
    response = answer(body, headers=headers, url=url)
    seen = count if seen is None else seen
    return Page(response, body, records, token=token, number=number, seen=seen)


@pytest.mark.parametrize(
    ("stop", "given", "more"),
    [
        (EmptyPage(), page(1), True),
        (EmptyPage(), page(0), False),
        (ShortPage(), page(10), True),
        (ShortPage(), page(9), False),
        (ShortPage(), page(0), False),
        (NoCursor(), page(0), True),
        (Flag(("has_more",)), page(1, {"has_more": True}), True),
        (Flag(("has_more",)), page(1, {"has_more": False}), False),
        (Flag(("has_more",)), page(1, {}), False),
        (Flag(("last",), go_on=False), page(1, {"last": False}), True),
        (Flag(("last",), go_on=False), page(1, {"last": True}), False),
        (TotalItems(("meta", "total")), page(5, {"meta": {"total": 6}}), True),
        (TotalItems(("meta", "total")), page(5, {"meta": {"total": "5"}}), False),
        (TotalItems(("total",)), page(0, {"total": 6}, seen=5), False),
        (TotalPages(("pages",)), page(5, {"pages": 2}), True),
        (TotalPages(("pages",)), page(5, {"pages": 2}, number=2), False),
        (TotalHeader("X-Total"), page(5, headers={"x-total": "6"}), True),
        (TotalHeader("X-Total"), page(5, headers={"X-Total": "5"}), False),
        (TotalHeader("X-Pages", "pages"), page(5, headers={"X-Pages": "2"}), True),
        (TotalHeader("X-Pages", "pages"), page(5, headers={"X-Pages": "1"}), False),
    ],
)
def test_stops(stop: Stop, given: Page, more: bool) -> None:
    assert stop.more(given, 10) is more


@pytest.mark.parametrize(
    ("stop", "given"),
    [
        (TotalItems(("total",)), page(5, {})),
        (TotalItems(("total",)), page(5, {"total": True})),
        (TotalPages(("pages",)), page(5, {"pages": None})),
        (TotalHeader("X-Total"), page(5)),
        (Flag(("last",), go_on=False), page(5, {})),
        (Flag(("next",)), page(5, {"next": "/orders?page=2"})),
    ],
)
def test_what_isnt_told_is_an_error(stop: Stop, given: Page) -> None:
    with pytest.raises(PaginationError):
        stop.more(given, 10)


def test_page_numbers() -> None:
    paging = PageNumbers(page_param=Query("page"), first_page=0, stop=EmptyPage())
    assert paging.first == 0
    assert paging.next(page(1, token=0)) == 1
    assert paging.next(page(0, token=1)) is None


def test_offsets_move_by_what_came() -> None:
    paging = Offsets(offset_param=Query("offset"), page_size=10, stop=EmptyPage())
    assert paging.first == 0
    assert paging.next(page(7, token=20)) == 27


@pytest.mark.parametrize(
    ("paging", "rest"),
    [
        (
            PageNumbers(page_param=Query("page"), stop=TotalItems(("total",))),
            [2, 3, 4],
        ),
        (
            PageNumbers(
                page_param=Query("page"), first_page=0, stop=TotalPages(("pages",))
            ),
            [1, 2],
        ),
        (
            Offsets(offset_param=Query("offset"), stop=TotalItems(("total",))),
            [3, 6, 9],
        ),
        (PageNumbers(page_param=Query("page"), stop=EmptyPage()), []),
        (SinglePage(), []),
    ],
)
def test_the_first_page_may_tell_all_others(
    paging: Pagination, rest: list[int]
) -> None:
    assert paging.rest(page(3, {"total": 10, "pages": 3}, token=paging.first)) == rest


@pytest.mark.parametrize("nothing", [{}, {"next": None}, {"next": ""}])
def test_cursors_end_without_one(nothing: dict[str, t.Any]) -> None:
    paging = Cursors(cursor_param=Query("cursor"), cursor=InBody(("next",)))
    assert paging.first is None
    assert paging.next(page(1, {"next": "b"})) == "b"
    assert paging.next(page(1, nothing)) is None


def test_cursors_go_on_over_an_empty_page() -> None:
    paging = Cursors(cursor_param=Query("cursor"), cursor=InBody(("next",)))
    assert paging.next(page(0, {"next": "b"})) == "b"


def test_cursors_of_headers_and_records() -> None:
    headed = Cursors(cursor_param=Query("cursor"), cursor=InHeader("X-Next"))
    assert headed.next(page(1, headers={"x-next": "b"})) == "b"
    last = Cursors(cursor_param=Query("after"), cursor=InLastRecord(("id",)))
    assert last.next(page(3)) == 3
    assert last.next(page(0)) is None


def test_more_without_a_cursor_is_an_error() -> None:
    paging = Cursors(
        cursor_param=Query("cursor"), cursor=InBody(("next",)), stop=Flag(("more",))
    )
    with pytest.raises(PaginationError, match="no cursor"):
        paging.next(page(1, {"more": True}))
    assert paging.next(page(1, {"more": False, "next": "stale"})) is None


def test_links_are_absolute_or_relative() -> None:
    paging = NextUrls(path=("links", "next"))
    for link in (
        "?page=2",
        "/v1/orders?page=2",
        "https://api.acme.example/v1/orders?page=2",
    ):
        found = paging.next(page(1, {"links": {"next": link}}))
        assert found == "https://api.acme.example/v1/orders?page=2"
    assert paging.next(page(1, {"links": {"next": None}})) is None


def test_link_headers() -> None:
    paging = LinkHeaders()
    link = '<https://api.acme.example/v1/orders?page=3>; rel="next", <x>; rel="last"'
    found = paging.next(page(1, headers={"Link": link}))
    assert found == "https://api.acme.example/v1/orders?page=3"
    assert paging.next(page(1)) is None


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/v1/orders?page=2",
        "//elsewhere.example/x",
        "https://api.acme.example:444/v1/orders",
        "https://user@api.acme.example/v1/orders",
        "ftp://api.acme.example/v1/orders",
    ],
)
def test_links_to_elsewhere_are_refused(link: str) -> None:
    with pytest.raises(PaginationError, match="not followed"):
        NextUrls(path=("next",)).next(page(1, {"next": link}))


def test_a_link_never_leaves_https() -> None:
    link = "http://api.acme.example/v1/orders?page=2"
    found = NextUrls(path=("next",)).next(page(1, {"next": link}))
    assert found == "https://api.acme.example/v1/orders?page=2"


def test_a_link_replaces_the_query() -> None:
    request = HTTPRequest(
        url="https://api.acme.example/v1/orders", params={"limit": "2"}
    )
    NextUrls(path=("next",)).write(request, "https://api.acme.example/v1/orders?c=2")
    assert request.url == "https://api.acme.example/v1/orders?c=2"
    assert request.params == {}


def test_sizes_and_tokens_are_written() -> None:
    paging = Cursors(
        cursor_param=Body("page.after"),
        cursor=InBody(("next",)),
        size_param=Header("X-Size"),
        page_size=50,
    )
    request = HTTPRequest(url="https://api.acme.example")
    paging.write(request, "b")
    assert request.headers == {"X-Size": "50"}
    assert request.data == {"page": {"after": "b"}}


@pytest.mark.parametrize(
    ("given", "size"),
    [
        (page(10), 10),
        (page(25), None),
        (page(3, {"meta": {"next_cursor": "b"}}), None),
        (page(3, {"has_more": True}), None),
        (page(3, {"paging": {"total": 4}}), None),
        (page(3, headers={"Link": '<https://x.example>; rel="next"'}), None),
    ],
)
def test_unknown_paging_tells_every_sign_of_more(given: Page, size: int | None) -> None:
    with pytest.raises(UnreadPagesError, match="only the first page was read"):
        UnknownPages(page_size=size).next(given)


@pytest.mark.parametrize(
    "given",
    [page(3, {"meta": {"next_cursor": None}, "total": 3, "has_more": False}), page(0)],
)
def test_unknown_paging_is_content_with_what_is_all(given: Page) -> None:
    UnknownPages(page_size=10).next(given)
