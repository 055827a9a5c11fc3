"""What people have filled into the forms of a PDF, and typed onto it: no text of the page until it is drawn there.

Nothing of a form runs: pdfium comes without JavaScript, and no action of the document is called.
"""

from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from scanner.errors import UnreadableError
from scanner.model import Reason

_TYPED = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT}
_MOST_ANNOTATIONS = 5_000
_VERSION = 2


class Forms:
    """The forms of one document, as long as it is open."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401  (pdfium's handle)
        self._document = document
        self._environment: Any = None
        #: pdfium writes to it as long as the environment lives
        self._info = pdfium.FPDF_FORMFILLINFO(version=_VERSION)

    def draw(self, page: Any) -> None:  # noqa: ANN401
        """Make what was filled in a part of the page; whoever wants its text has to load the page anew."""
        if self._environment is None:
            self._environment = pdfium.FPDFDOC_InitFormFillEnvironment(self._document, self._info)
        for annotation in _annotations(page):
            flags = pdfium.FPDFAnnot_GetFlags(annotation)
            if flags & pdfium.FPDF_ANNOT_FLAG_NOVIEW:
                # It is seen on no screen, but would be drawn.
                pdfium.FPDFAnnot_SetFlags(annotation, flags | pdfium.FPDF_ANNOT_FLAG_HIDDEN)
        # Draws the fields that the program that filled them left to the reader's.
        pdfium.FORM_OnAfterLoadPage(page, self._environment)
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FORM_OnBeforeClosePage(page, self._environment)

    def close(self) -> None:
        """Leave the document; to be called before it is closed."""
        if self._environment is not None:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._environment)


def is_filled(page: Any) -> bool:  # noqa: ANN401
    """Whether a page has fields or typed notes."""
    return any(pdfium.FPDFAnnot_GetSubtype(annotation) in _TYPED for annotation in _annotations(page))


def _annotations(page: Any) -> Iterator[Any]:  # noqa: ANN401
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                yield annotation
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)


def refuse_dynamic(document: Any) -> None:  # noqa: ANN401
    """Raise `UnreadableError` for a form whose pages are made by Adobe's programs as it is opened."""
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_XFA_FULL:
        message = "the PDF is a dynamic form (XFA), which only Adobe's programs show: print it there to a new PDF"
        raise UnreadableError(Reason.UNSUPPORTED_FORMAT, message)
