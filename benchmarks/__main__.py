"""All benchmarks, one JSON line each; --quick runs them shorter. Exit 1 when a ratio is too high."""

import subprocess
import sys

FULL = (
    ("label_to_disk", "-n", "1000", "--fail-above", "2"),
    ("terminal", "-n", "10", "--keys", "150", "--fail-start", "1.8", "--fail-frames", "2.02"),
    ("citation_form", "-n", "20", "--fail-frames", "1"),
    ("scrolling", "--fail-above", "1.1", "--fail-frames", "1.02"),
    ("bulk", "-n", "1000"),
    ("splitting", "--fail-f1", "60", "--fail-growth", "2"),
    ("folding", "--fail-above", "2"),
)
QUICK = (
    ("label_to_disk", "-n", "400", "--claims", "4000", "--fail-above", "2.5"),
    ("terminal", "-n", "5", "--keys", "150", "--fail-start", "2.2", "--fail-frames", "2.02"),
    ("citation_form", "-n", "8", "--fail-frames", "1"),
    ("scrolling", "--claims", "50000", "--keys", "160", "--fail-above", "1.3", "--fail-frames", "1.05"),
    ("bulk", "-n", "200"),
    ("splitting", "--megabytes", "1", "--fail-f1", "60", "--fail-growth", "2.5"),
    ("folding", "-n", "20000", "--fail-above", "2.5"),
)


def main() -> int:
    failed = []
    for name, *options in QUICK if "--quick" in sys.argv[1:] else FULL:
        print(name, flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False).returncode:
            failed.append(name)
    print("too slow: " + ", ".join(failed) if failed else "all within their ratios")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
