from tap_people.tap import TapPeople

TapPeople.cli()
