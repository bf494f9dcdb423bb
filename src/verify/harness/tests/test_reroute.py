from __future__ import annotations

import json

ORIGIN = "https://api.acme.example"


def test_a_known_origin_goes_to_loopback_and_looks_like_itself(run, source):
    script = """
import requests, json
answer = requests.get("https://api.acme.example/v1/things?name=a%2Fb&page=1")
print(json.dumps([answer.url, answer.request.url, answer.cookies.get_dict(), answer.json()]))
"""
    result = run(script, routes={ORIGIN: source})
    url, asked, cookies, got = json.loads(result.stdout)
    assert url == asked == "https://api.acme.example/v1/things?name=a%2Fb&page=1"
    assert got["path"] == "/v1/things?name=a%2Fb&page=1"
    assert got["headers"]["host"] == "api.acme.example"
    assert got["headers"]["x-forwarded-proto"] == "https"
    assert cookies == {"session": "1"}
    request = result.journal[0]
    assert (request["kind"], request["status"], request["url"]) == ("request", 200, url)


def test_redirects_stay_within_the_origin(run, source):
    script = "import requests; print(requests.get('https://api.acme.example/moved').url)"
    result = run(script, routes={ORIGIN: source})
    assert result.stdout.strip() == "https://api.acme.example/v1/things?page=2"


def test_ports_belong_to_the_origin(run, source):
    script = "import requests; requests.get('https://api.acme.example:8443/v1')"
    assert run(script, routes={ORIGIN: source}).exit_code == 1
    script = "import requests; requests.get('https://API.acme.example:443/v1')"
    assert run(script, routes={ORIGIN: source}).exit_code == 0


def test_any_other_origin_is_refused(run, source):
    result = run("import requests; requests.get('https://other.example/')", routes={ORIGIN: source})
    assert result.exit_code == 1
    assert "https://other.example is no part of the simulated source" in result.stderr
    assert result.journal[0]["error"] == "refused"


def test_what_does_not_use_requests_is_refused(run):
    script = "import urllib.request; urllib.request.urlopen('http://example.com/')"
    result = run(script)
    assert result.exit_code == 1
    assert "out of bounds" in result.stderr
    result = run("import socket; socket.create_connection(('192.0.2.1', 80))")
    assert "out of bounds" in result.stderr


def test_loopback_is_open_only_where_it_is_allowed(run, source):
    script = f"import requests; print(requests.get('{source}/x').status_code)"
    assert run(script).exit_code == 1
    assert run(script, loopback=True).stdout.strip() == "200"


def test_the_source_is_told_how_far_the_clock_was_moved(run, source):
    script = """
import requests, time
time.sleep(60)
answer = requests.get("https://api.acme.example/")
print(answer.json()["headers"]["x-sourcewright-skipped"], answer.request.headers)
"""
    result = run(script, routes={ORIGIN: source})
    assert 59 < float(result.stdout.split()[0]) <= 60
    assert "x-sourcewright" not in result.stdout.lower().split("{", 1)[1]


def test_reading_in_circles_is_ended(run, source):
    script = """
import requests
while True:
    requests.get("https://api.acme.example/v1/things")
"""
    result = run(script, routes={ORIGIN: source}, most_requests=5)
    assert result.exit_code == -9
    assert [entry["kind"] for entry in result.journal] == ["request"] * 5 + ["endless"]
