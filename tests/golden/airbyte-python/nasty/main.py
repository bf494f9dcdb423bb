"""Runs the source: python main.py spec, check, discover or read."""

from source_3_import.run import run

if __name__ == "__main__":
    run()
