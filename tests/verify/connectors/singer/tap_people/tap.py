from __future__ import annotations

from typing import Any

from singer_sdk import RESTStream, Tap
from singer_sdk import typing as th
from singer_sdk.authenticators import BearerTokenAuthenticator
from singer_sdk.pagination import BasePageNumberPaginator


class Pages(BasePageNumberPaginator):
    def has_more(self, response: Any) -> bool:
        return len(response.json()["data"]) > 0


class People(RESTStream):
    name = "people"
    path = "/people"
    url_base = "https://api.people.example/v1"
    primary_keys = ("id",)
    replication_key = "updated_at"
    records_jsonpath = "$.data[*]"
    schema = th.PropertiesList(
        th.Property("id", th.IntegerType),
        th.Property("name", th.StringType),
        th.Property("updated_at", th.DateTimeType),
    ).to_dict()

    @property
    def authenticator(self) -> BearerTokenAuthenticator:
        return BearerTokenAuthenticator(token=self.config["api_key"])

    def get_new_paginator(self) -> Pages:
        return Pages(start_value=1)

    def get_url_params(self, context: Any, next_page_token: Any) -> dict[str, Any]:
        since = self.get_starting_replication_key_value(context)
        return {"page": next_page_token, "since": since}


class TapPeople(Tap):
    name = "tap-people"
    config_jsonschema = th.PropertiesList(
        th.Property(
            "api_key", th.StringType, required=True, secret=True, title="API key"
        ),
        th.Property("start_date", th.DateTimeType, required=True, title="Start date"),
    ).to_dict()

    def discover_streams(self) -> list[RESTStream]:
        return [People(tap=self)]
