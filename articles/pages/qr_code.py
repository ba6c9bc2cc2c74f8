"""The address of a page as a QR code: for WeChat on another screen, and for paper (brief §6.6, §6.7)."""

import io

import segno

QUIET_ZONE = 4  # modules of white around the code; the standard's least (ISO/IEC 18004)
CORRECTION = ("m", "l")  # a share of 15 % may be unreadable; of 7 % where the address would not fit otherwise


def svg(address: str) -> bytes | None:
    """
    Return an SVG of the code, black on white whatever the page's colours are; None where no code holds the address.

    A code of 177 modules holds 2,953 bytes.
    """
    for correction in CORRECTION:
        try:
            code = segno.make_qr(address, error=correction)
        except segno.DataOverflowError:
            continue
        drawn = io.BytesIO()
        code.save(
            drawn,
            kind="svg",
            border=QUIET_ZONE,
            dark="#000",
            light="#fff",
            xmldecl=False,
            svgclass=None,
            lineclass=None,
            omitsize=True,
        )
        return drawn.getvalue()
    return None
