// Text on an 80-column terminal: made harmless, measured as it is displayed,
// wrapped, set in tables.
//
// Guarantee: no line is wider than the width given, unless one word is; no
// control, bidirectional or unassigned character reaches the terminal, whoever
// wrote it.
//
// Source: Unicode East Asian Width and general categories (ICU).
#ifndef SCEAU_PROTO_TEXT_OUTPUT_H_
#define SCEAU_PROTO_TEXT_OUTPUT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace sceau {

inline constexpr size_t kLineWidth = 80;

// `text` with each control, format (bidirectional, zero-width), line-separating
// and unassigned character, and each bad UTF-8 sequence, as U+FFFD.
std::string Safe(absl::string_view text);

// The same, line by line; a tab becomes blanks. For text whose lines stand
// already.
std::string SafeLines(absl::string_view text);

// Columns that `text` takes: 0 for combining marks, 2 for wide characters.
size_t DisplayWidth(absl::string_view text);

// Lines of at most `width` columns, broken at blanks; '\n' begins a new line,
// all else is made Safe. A line that fits stays as it is; of one that does not,
// the blanks it begins with are kept on every part. French punctuation is never
// parted from its word (« », « : », « ? »). At least one line.
std::vector<std::string> WrapLines(absl::string_view text, size_t width);

// A paragraph: `first` begins it, `rest` each further line; ends in '\n'.
std::string Paragraph(absl::string_view text, absl::string_view first = "",
                      absl::string_view rest = "", size_t width = kLineWidth);

// `text`, then blanks up to `width` columns.
std::string Padded(absl::string_view text, size_t width);

// A line of `left`, blanks, `right`, filling `width`; ends in '\n'. Without
// room for both, two lines.
std::string Spread(absl::string_view left, absl::string_view right,
                   size_t width = kLineWidth);

// `count` times a horizontal rule, and '\n'.
std::string Rule(size_t count = kLineWidth);

// Rows under headings. Columns are as wide as their widest cell; where that is
// more than `width` together, the widest are narrowed and their cells wrapped.
std::string Table(const std::vector<std::string>& headings,
                  const std::vector<std::vector<std::string>>& rows,
                  size_t width = kLineWidth);

}  // namespace sceau

#endif  // SCEAU_PROTO_TEXT_OUTPUT_H_
