#include "client/print/catalog.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace sceau::print {
namespace {

// What stands between the last `before` of `text` and the next `after`.
absl::string_view LastBetween(absl::string_view text, absl::string_view before,
                              absl::string_view after) {
  const size_t begin = text.rfind(before);
  if (begin == absl::string_view::npos) return "";
  text.remove_prefix(begin + before.size());
  const size_t end = text.find(after);
  return end == absl::string_view::npos ? "" : text.substr(0, end);
}

}  // namespace

absl::StatusOr<std::string> InFrench(std::string pdf) {
  const absl::Status unknown =
      absl::InternalError("the PDF is not as cairo writes it");
  const absl::string_view trailer =
      LastBetween(pdf, "trailer\n<< ", ">>\nstartxref\n");
  const absl::string_view root = LastBetween(trailer, "/Root ", " 0 R");
  const absl::string_view table = LastBetween(pdf, "startxref\n", "\n%%EOF");
  int64_t number = 0;
  int64_t offset = 0;
  if (!absl::SimpleAtoi(root, &number) || !absl::SimpleAtoi(table, &offset)) {
    return unknown;
  }
  const absl::string_view catalog =
      LastBetween(pdf, absl::StrCat("\n", number, " 0 obj\n<< /Type /Catalog"),
                  ">>\nendobj\n");
  if (catalog.empty()) return unknown;
  std::string update = absl::StrCat(
      number, " 0 obj\n<< /Type /Catalog", catalog, "   /Lang (fr-FR)\n",
      "   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n");
  const size_t begin = pdf.size();
  const size_t next_table = begin + update.size();
  absl::StrAppendFormat(&update, "xref\n%d 1\n%010d 00000 n \n", number, begin);
  absl::StrAppend(&update, "trailer\n<< ", trailer, "   /Prev ", offset,
                  "\n>>\nstartxref\n", next_table, "\n%%EOF\n");
  pdf += update;
  return pdf;
}

}  // namespace sceau::print
