"""Runs the source: python main.py spec, check, discover or read."""

from source_acme.run import run

if __name__ == "__main__":
    run()
