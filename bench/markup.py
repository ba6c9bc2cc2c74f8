"""
What the Nu HTML checker says of every kind of page.

    .venv/bin/python -m bench.markup http://127.0.0.1:8000 java -jar vnu.jar

Whatever follows the site's address is the checker's command. Asks for all pages that the sitemap names but articles,
for ``--articles`` of these, and for searches and a page that is not there. Ends with 1 where there is anything to say.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

PLACES = re.compile(r"<loc>([^<]+)</loc>")
OTHERS = ("/page/2/", "/posts/page/2/", "/search/", "/search/?q=%E7%A4%BE%E5%8C%BA", "/search/?q=zzzz", "/nowhere/")


def text_of(address: str) -> str:
    """Return what stands at an address, whatever its status is."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def pages_of(site: str, articles: int) -> list[str]:
    """Return the addresses to look at."""
    pages = []
    for part in PLACES.findall(text_of(f"{site}/sitemap.xml")):
        places = PLACES.findall(text_of(part))
        pages += places[:articles] if "/sitemap-articles-" in part else places
    return [*pages, *(site + other for other in OTHERS)]


def main() -> int:
    """Print what the checker prints, with the addresses of the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", help="address of a running site, without a slash at the end")
    parser.add_argument("checker", nargs=argparse.REMAINDER, help="its command")
    parser.add_argument("--articles", type=int, default=30)
    asked = parser.parse_args()
    if not asked.checker:
        parser.error("name the checker's command")
    pages = pages_of(asked.site, asked.articles)
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, page in enumerate(pages):
            file = Path(folder, f"{number}.html")
            file.write_text(text_of(page), encoding="utf-8")
            files[str(file)] = page
        run = subprocess.run([*asked.checker, "--format", "gnu", *files], capture_output=True, text=True, check=False)
    said = run.stdout + run.stderr
    for file, page in files.items():
        said = said.replace(f"file:{file}", page).replace(file, page)
    print(said, end="")
    print(f"{len(pages)} pages, {len(said.splitlines())} messages")
    return int(bool(said or run.returncode))


if __name__ == "__main__":
    sys.exit(main())
