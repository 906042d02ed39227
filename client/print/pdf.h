// The PDF of a document: A4, in French, with page numbers, legible in black and
// white. Drawn in the program sceau-print alone.
//
// Guarantee: the same document gives the same bytes on every machine with the
// same packages: nothing is read but the fonts named here, neither clock nor
// user's settings. Every text is there whole, but a column's heading that
// takes more than three lines: lines wrap, rows break over pages under a
// repeated heading. Headings, paragraphs and tables are tagged for who
// listens to the page; fonts are embedded.
#ifndef SCEAU_CLIENT_PRINT_PDF_H_
#define SCEAU_CLIENT_PRINT_PDF_H_

#include <string>

#include "absl/status/statusor.h"

#include "client/print/document.h"

namespace sceau::print {

// Folders of the packaged fonts Open Sans and DejaVu.
struct Fonts {
  std::string text = SCEAU_OPEN_SANS_FOLDER;
  std::string code = SCEAU_DEJAVU_FOLDER;
};

// The PDF's bytes. Errors: NOT_FOUND (a font is not installed; the message is
// its path), INTERNAL (the library drew nothing, or not as it is known to).
absl::StatusOr<std::string> WritePdf(const Document& document,
                                     const Fonts& fonts = Fonts());

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_PDF_H_
