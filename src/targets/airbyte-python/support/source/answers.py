"""What `HttpClient` does with an answer: take it, or wait and ask again."""

from __future__ import annotations

import json
import typing as t
from functools import lru_cache

import orjson
import requests
from airbyte_cdk.models import FailureType
from airbyte_cdk.sources.streams.http.error_handlers import (
    BackoffStrategy,
    ErrorHandler,
    ErrorResolution,
    ResponseAction,
)

from .errors import (
    MalformedAnswerError,
    NothingThereError,
    RateLimitedError,
    TokenExpiredError,
    raise_for,
)
from .framework import FatalAPIError, RetriableAPIError, SkippableSyncError
from .retry import LONGEST_ADVICE, LONGEST_WAIT

if t.TYPE_CHECKING:
    from .errors import ErrorRule
    from .retry import Retries

#: The waits between so many tries outlast an hour's quota.
MOST_RETRIES = 12
#: Tries after which a source that stays out of order is given up: some two minutes.
PATIENCE = 7
#: Seconds after which a request is given up, whatever the source says.
MOST_TIME = 3 * 3600


class Answers(ErrorHandler, BackoffStrategy):
    """Knows what an answer means by the source's rules.

    What asking again doesn't change is left to the stream, which raises it: the client
    would write the whole URL into its message, and that may hold a key.
    """

    def __init__(
        self, where: str, rules: tuple[ErrorRule, ...], retries: Retries, renews: bool
    ) -> None:
        """Know the request's name, the rules, and whether a token can be renewed."""
        self._where = where
        self._rules = rules
        self._retries = retries
        self._renews = renews

    @property
    def max_retries(self) -> int:
        """How often to ask again."""
        return MOST_RETRIES

    @property
    def max_time(self) -> int:
        """How long to ask again."""
        return MOST_TIME

    def body_of(self, response: requests.Response) -> t.Any:
        """The answer's JSON; raises what an answer means that is no success."""
        raise_for(response, self._rules, self._where)
        try:
            return decode(response)
        except ValueError:
            msg = f"the answer for {self._where} is no JSON"
            raise MalformedAnswerError(msg, response) from None

    def interpret_response(
        self, response: requests.Response | Exception | None
    ) -> ErrorResolution:
        """What to do now."""
        if not isinstance(response, requests.Response):
            # The text of a `requests` error holds the URL.
            told = f"no answer for {self._where} ({type(response).__name__})"
            return _again(ResponseAction.RETRY, told)
        try:
            self.body_of(response)
        except RateLimitedError as error:
            return _again(ResponseAction.RATE_LIMITED, str(error))
        except TokenExpiredError as error:
            if self._renews:
                return _again(ResponseAction.REFRESH_TOKEN_THEN_RETRY, str(error))
            return ErrorResolution(ResponseAction.IGNORE, error_message=str(error))
        except RetriableAPIError as error:
            return _again(ResponseAction.RETRY, str(error))
        except (FatalAPIError, SkippableSyncError, NothingThereError) as error:
            return ErrorResolution(ResponseAction.IGNORE, error_message=str(error))
        return ErrorResolution(ResponseAction.SUCCESS)

    def backoff_time(
        self,
        response_or_exception: requests.Response | Exception | None,
        attempt_count: int,
    ) -> float:
        """As long as the source says, else longer each time.

        Raises:
            RetriableAPIError: If that is longer than a run may wait.
        """
        response = response_or_exception
        if not isinstance(response, requests.Response):
            return self._growing("no answer", attempt_count)
        advice = self._retries.headers.advice(response)
        if advice is None:
            if self._is_limit(response):
                most = max(LONGEST_WAIT, self._retries.window)
                return min(2.0 ** (attempt_count - 1), most)
            return self._growing(str(response.status_code), attempt_count)
        if advice > LONGEST_ADVICE:
            msg = f"{self._where}: the source asks to wait for {advice:.0f} seconds"
            raise RetriableAPIError(msg)
        # Nothing would count as no advice.
        return max(advice, 0.1)

    def _growing(self, told: str, attempts: int) -> float:
        if attempts > PATIENCE:
            msg = f"{told} for {self._where}; given up after {attempts} tries"
            raise RetriableAPIError(msg)
        return min(2.0 ** (attempts - 1), LONGEST_WAIT)

    def _is_limit(self, response: requests.Response) -> bool:
        try:
            raise_for(response, self._rules, self._where)
        except RateLimitedError:
            return True
        except (RetriableAPIError, TokenExpiredError):
            return False
        return False


def _again(action: ResponseAction, told: str) -> ErrorResolution:
    return ErrorResolution(action, FailureType.transient_error, told)


@lru_cache(maxsize=1)
def decode(response: requests.Response) -> t.Any:
    """The answer's JSON, taken apart once for those who look at the same answer."""
    try:
        return orjson.loads(response.content)
    except ValueError:
        # Numbers beyond 64 bits, and what else Python reads that isn't JSON.
        return json.loads(response.text)
