"""QR codes as small black and white pictures."""

import io

import segno

# Version 5 holds 84 bytes at level M: a verification address fits, so that all badges carry the same size.
VERSION = 5
# Trying the eight masks to choose the prettiest costs five times the drawing; any mask is read as well.
MASK = 4
PIXELS_PER_MODULE = 2
QUIET_MODULES = 4


def make_qr(text: str) -> bytes:
    """One-bit PNG of `text` (error level M, with its quiet zone); same text, same bytes.

    A text longer than 84 bytes gets a denser code; past 2,331 bytes segno raises DataOverflowError.
    """
    try:
        code = segno.make_qr(text, error="m", version=VERSION, mask=MASK, boost_error=False)
    except segno.DataOverflowError:
        code = segno.make_qr(text, error="m", mask=MASK, boost_error=False)
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=PIXELS_PER_MODULE, border=QUIET_MODULES)
    return picture.getvalue()
