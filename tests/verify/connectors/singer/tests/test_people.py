from tap_people.tap import TapPeople


def test_one_stream():
    tap = TapPeople(config={"api_key": "x", "start_date": "2024-01-01T00:00:00Z"})
    assert list(tap.streams) == ["people"]
