"""Alternative texts and captions that say nothing: 配图一, IMG_2041, the name of a file."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

# Brief §11.6. The numerals are one group of any length: 图12, 图十二, 图 3, IMG_0042.
PLACEHOLDER = re.compile(
    r"(配图|图片|图|插图|截图|照片|image|img|photo|pic|DSC|IMG)[\s_-]*([0-9０-９一二三四五六七八九十]+)?\Z",
    re.IGNORECASE,
)
FILE_NAME = re.compile(r"[^/\n]{1,200}\.(?:png|jpe?g|gif|webp|svg|bmp|avif)\Z", re.IGNORECASE)


def is_placeholder_alt(alt: str, file_name: str) -> bool:
    """
    Say whether ``alt`` tells a blind reader nothing: empty, a placeholder such as 配图一, or a file's name.

    ``file_name`` may be a whole reference (``../图/a.jpg``); its name counts with and without the extension.
    """
    alt = alt.strip()
    if not alt or PLACEHOLDER.match(alt) or FILE_NAME.match(alt):
        return True
    name = PurePosixPath(unquote(_path(file_name))).name
    return alt.casefold() in {file_name.casefold(), name.casefold(), PurePosixPath(name).stem.casefold()}


def _path(reference: str) -> str:
    try:
        return urlsplit(reference).path
    except ValueError:  # an address with a broken host; its text is all there is
        return reference
