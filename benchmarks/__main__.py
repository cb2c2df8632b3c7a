"""All benchmarks; --quick runs them shorter, with wider limits. Exit 1 when something is beyond its limit."""

import subprocess
import sys

FULL = (
    ("label_to_disk", "-n", "1000", "--fail-above", "2"),
    ("commands",),
    ("start",),
    ("keys",),
    ("held",),
    ("slow_disk",),
    ("endurance",),
    ("citation_form", "-n", "20", "--fail-frames", "1"),
    ("scrolling", "--fail-above", "1.1", "--fail-frames", "1.02"),
    ("bulk", "-n", "1000"),
    ("exporting", "--fail-above", "3", "--fail-growth", "1.5", "--fail-memory", "130"),
    ("importing", "--fail-growth", "1.5", "--fail-memory", "130"),
    ("splitting", "--fail-f1", "60", "--fail-growth", "2"),
    ("folding", "--fail-above", "2"),
    ("handing_out", "--fail-above", "3"),
    ("round_status", "--fail-above", "3"),
    ("round_release", "--fail-above", "1.5"),
    ("agreement_figures", "--fail-above", "3"),
    ("round_agreement", "--fail-above", "3"),
    ("round_making", "--fail-above", "3", "--fail-seconds", "30"),
)
QUICK = (
    ("label_to_disk", "-n", "400", "--claims", "4000", "--fail-above", "2.5"),
    ("commands", "-n", "5", "--quick"),
    ("start", "-n", "10", "--claims", "20000", "--quick"),
    ("keys", "-n", "30", "--claims", "20000", "--quick"),
    ("held", "-n", "120", "--quick"),
    ("slow_disk", "-n", "20", "--kills", "2", "--quick"),
    ("endurance", "-n", "500", "--claims", "20000", "--quick"),
    ("citation_form", "-n", "3", "--fail-frames", "1"),
    ("scrolling", "--claims", "10000", "--keys", "60", "--fail-above", "1.3", "--fail-frames", "1.05"),
    ("bulk", "-n", "80"),
    ("exporting", "-n", "3000", "--fail-above", "4", "--fail-growth", "2", "--fail-memory", "60"),
    ("importing", "-n", "1000", "--fail-growth", "2", "--fail-memory", "60"),
    ("splitting", "--megabytes", "0.5", "--kilobytes", "50", "--fail-f1", "60", "--fail-growth", "2.5"),
    ("folding", "-n", "10000", "--fail-above", "2.5"),
    ("handing_out", "-n", "20000", "--fail-above", "4"),
    ("round_status", "-n", "10000", "--fail-above", "4"),
    ("round_release", "-n", "4000", "--fail-above", "2"),
    ("agreement_figures", "-n", "20000", "--fail-above", "4"),
    ("round_agreement", "-n", "10000", "--fail-above", "4"),
    ("round_making", "-n", "20000", "--fail-above", "4"),
)


def main() -> int:
    failed = []
    for name, *options in QUICK if "--quick" in sys.argv[1:] else FULL:
        print(name, flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False).returncode:
            failed.append(name)
    print("beyond their limits: " + ", ".join(failed) if failed else "all within their limits")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
