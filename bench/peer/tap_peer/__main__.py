"""The peer of the generated tap in `bench/connectors.ts`, over the same source."""

from __future__ import annotations

import typing as t

from singer_sdk import RESTStream, Tap
from singer_sdk import typing as th
from singer_sdk.authenticators import BearerTokenAuthenticator
from singer_sdk.pagination import BasePageNumberPaginator

if t.TYPE_CHECKING:
    import requests


class ShopStream(RESTStream[str]):
    """A list that tells the next page's cursor."""

    url_base = "https://api.bench-shop.example.com/v1"
    records_jsonpath = "$.data[*]"
    next_page_token_jsonpath = "$.next_cursor"
    primary_keys = ("id",)

    @property
    def authenticator(self) -> BearerTokenAuthenticator:
        """Send the token with each request."""
        return BearerTokenAuthenticator(token=self.config["access_token"])

    def get_url_params(self, context: t.Any, next_page_token: t.Any) -> dict[str, t.Any]:
        """Ask for the page behind the cursor."""
        params = {"limit": 100}
        return params if next_page_token is None else {**params, "cursor": next_page_token}


class Orders(ShopStream):
    """One list."""

    name = "orders"
    path = "/orders"
    schema = th.PropertiesList(
        th.Property("id", th.StringType, required=True),
        th.Property("created_at", th.DateTimeType),
        th.Property("status", th.StringType),
        th.Property("amount", th.NumberType),
        th.Property("currency", th.StringType),
        th.Property("customer_email", th.StringType),
        th.Property("note", th.StringType),
        th.Property("gift", th.BooleanType),
        th.Property("tags", th.ArrayType(th.StringType)),
        th.Property(
            "address",
            th.ObjectType(
                th.Property("street", th.StringType),
                th.Property("city", th.StringType),
                th.Property("postal_code", th.StringType),
                th.Property("country", th.StringType),
            ),
        ),
        th.Property(
            "lines",
            th.ArrayType(
                th.ObjectType(
                    th.Property("sku", th.StringType),
                    th.Property("quantity", th.IntegerType),
                    th.Property("price", th.NumberType),
                ),
            ),
        ),
    ).to_dict()


class PageNumbers(BasePageNumberPaginator):
    """Count until the last page."""

    def has_more(self, response: requests.Response) -> bool:
        """Compare with the number of pages."""
        return self.current_value < response.json()["total_pages"]


class Products(ShopStream):
    """A list of numbered pages."""

    name = "products"
    path = "/products"
    schema = th.PropertiesList(
        th.Property("id", th.IntegerType, required=True),
        th.Property("name", th.StringType),
        th.Property("description", th.StringType),
        th.Property("price", th.NumberType),
        th.Property("in_stock", th.BooleanType),
        th.Property("weight", th.NumberType),
        th.Property("added_at", th.DateTimeType),
        th.Property("categories", th.ArrayType(th.StringType)),
    ).to_dict()

    def get_new_paginator(self) -> PageNumbers:
        """Count from 1."""
        return PageNumbers(1)

    def get_url_params(self, context: t.Any, next_page_token: t.Any) -> dict[str, t.Any]:
        """Ask for the page of that number."""
        return {"per_page": 100, "page": next_page_token or 1}


class Tickets(ShopStream):
    """Parents."""

    name = "tickets"
    path = "/tickets"
    schema = th.PropertiesList(
        th.Property("id", th.StringType, required=True),
        th.Property("subject", th.StringType),
        th.Property("opened_at", th.DateTimeType),
    ).to_dict()

    def get_child_context(self, record: t.Any, context: t.Any) -> dict[str, t.Any]:
        """Tell the children whose they are."""
        return {"ticket_id": record["id"]}


class Comments(ShopStream):
    """A list for each parent."""

    name = "ticket_comments"
    path = "/tickets/{ticket_id}/comments"
    parent_stream_type = Tickets
    state_partitioning_keys = ()
    schema = th.PropertiesList(
        th.Property("id", th.StringType, required=True),
        th.Property("ticket_id", th.StringType),
        th.Property("body", th.StringType),
        th.Property("author_email", th.StringType),
        th.Property("written_at", th.DateTimeType),
    ).to_dict()


class TapPeer(Tap):
    """All streams of the shop."""

    name = "tap-peer"
    config_jsonschema = th.PropertiesList(
        th.Property("access_token", th.StringType, required=True, secret=True),
    ).to_dict()

    def discover_streams(self) -> list[ShopStream]:
        """Give all of them."""
        return [Orders(self), Products(self), Tickets(self), Comments(self)]


if __name__ == "__main__":
    TapPeer.cli()
