"""``python -m benchmarks``: every benchmark that needs nothing but the project."""

from benchmarks import speed

if __name__ == "__main__":
    speed.main()
