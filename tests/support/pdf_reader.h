// What a PDF says, read by programs that share no code with what drew it:
// poppler's pdftotext, pdfinfo, pdffonts.
#ifndef SCEAU_TESTS_SUPPORT_PDF_READER_H_
#define SCEAU_TESTS_SUPPORT_PDF_READER_H_

#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace sceau::testing {

struct PdfWord {
  double left = 0;  // Points, from the page's upper left.
  double top = 0;
  double right = 0;
  double bottom = 0;
  std::string text = {};
};

class PdfReader {
 public:
  explicit PdfReader(const std::string& pdf);

  // In the order in which it was drawn, each run of blanks one blank.
  std::string Text() const;
  // Page by page.
  std::vector<std::string> Pages() const;
  // As pdfinfo prints it.
  std::string Info() const;
  // The tree of what the parts of the page are, with what each says: as who
  // listens hears it.
  std::string Structure() const;
  // A line a font, without the heading.
  std::vector<std::string> Fonts() const;
  std::vector<PdfWord> Words() const;

 private:
  // What `program` prints, its complaints included.
  std::string Run(const std::string& program, const std::string& options) const;

  TempFolder folder_;
};

// Each run of blanks, of any width, as one blank.
std::string OneBlank(const std::string& text);

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_PDF_READER_H_
