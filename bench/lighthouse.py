"""
What Lighthouse says of the reader's pages: a phone on simulated slow 4G.

    npm install --prefix /tmp/lighthouse lighthouse
    .venv/bin/python -m bench.lighthouse http://127.0.0.1:8000 /tmp/lighthouse/node_modules/.bin/lighthouse

Lighthouse belongs to nobody's installation here; its program is given. It finds the browser by ``CHROME_PATH``. Of
``--runs`` runs the median is shown. Ends with 1 where a page falls short.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
import urllib.request
from dataclasses import dataclass

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
METRICS = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
MOST = {"largest-contentful-paint": 2_000, "cumulative-layout-shift": 0.01, "total-blocking-time": 50}
CHROME = "--headless=new --no-sandbox --disable-gpu"
ARTICLE = re.compile(r'href="(/posts/[^"/]+/)"')


@dataclass(frozen=True)
class Result:
    """The median of some runs on one page: scores of 100, milliseconds, and a shift without a unit."""

    page: str
    scores: dict[str, float]
    metrics: dict[str, float]

    def short_of(self) -> list[str]:
        """Return what the page falls short of; a search keeps itself from robots, so its SEO is exempt."""
        exempt = {"seo"} if self.page.startswith("/search/") else set()
        scores = [name for name, score in self.scores.items() if score < LEAST[name] and name not in exempt]
        return scores + [name for name, value in self.metrics.items() if value > MOST[name]]


def measure(program: str, site: str, page: str, runs: int) -> Result:
    """Run Lighthouse so many times on one page."""
    reports = [report_of(program, site + page) for _ in range(runs)]
    scores = {
        name: round(statistics.median(report["categories"][name]["score"] * 100 for report in reports))
        for name in CATEGORIES
    }
    metrics = {
        name: statistics.median(report["audits"][name]["numericValue"] for report in reports) for name in METRICS
    }
    return Result(page, scores, metrics)


def report_of(program: str, address: str) -> dict:
    command = [program, address, "--quiet", "--output=json", f"--chrome-flags={CHROME}", "--form-factor=mobile"]
    command += ["--throttling-method=simulate", f"--only-categories={','.join(CATEGORIES)}"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{address}: {run.stderr}")
    return json.loads(run.stdout)


def pages_of(site: str) -> list[str]:
    """Return the front page, a list, the article that leads, and a search."""
    with urllib.request.urlopen(f"{site}/") as answer:
        lead = ARTICLE.search(answer.read().decode())
    if lead is None:
        sys.exit("The site has no article yet.")
    return ["/", "/posts/", lead[1], "/search/?q=%E7%A4%BE%E5%8C%BA"]


def main() -> int:
    """Print a row for each page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", help="address of a running site, without a slash at the end")
    parser.add_argument("program", help="the lighthouse program")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--page", action="append", help="instead of the four; may be given several times")
    asked = parser.parse_args()
    print("| page | performance | accessibility | best practices | SEO | LCP ms | CLS | TBT ms |")
    print("|---|---|---|---|---|---|---|---|")
    failed = False
    for page in asked.page or pages_of(asked.site):
        result = measure(asked.program, asked.site, page, asked.runs)
        lcp, cls, tbt = result.metrics.values()
        scores = " | ".join(str(score) for score in result.scores.values())
        print(f"| {page} | {scores} | {lcp:,.0f} | {cls:.3f} | {tbt:,.0f} |", flush=True)
        if short := result.short_of():
            failed = True
            print(f"{page} falls short of: {', '.join(short)}", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
