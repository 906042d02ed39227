#include "proto/text/output.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace sceau {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";  // U+FFFD.
constexpr UChar32 kNoBreakSpace = 0x00A0;
constexpr UChar32 kNarrowNoBreakSpace = 0x202F;
constexpr size_t kColumnGap = 2;
constexpr size_t kLeastColumn = 8;

bool IsHarmless(UChar32 character) {
  if (character == kNoBreakSpace || character == kNarrowNoBreakSpace) {
    return true;
  }
  switch (u_charType(character)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_SURROGATE:
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
      return false;
    default:
      return true;
  }
}

size_t WidthOf(UChar32 character) {
  switch (u_charType(character)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// Calls `visit` with each character (negative for a bad sequence) and its
// bytes.
template <typename Visit>
void ForEach(absl::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  int32_t at = 0;
  while (at < size) {
    const int32_t start = at;
    UChar32 character = 0;
    U8_NEXT(bytes, at, size, character);
    visit(character, text.substr(static_cast<size_t>(start),
                                 static_cast<size_t>(at - start)));
  }
}

bool HoldsToPrevious(absl::string_view word) {
  return word == "»" || word == ":" || word == ";" || word == "?" ||
         word == "!" || word == "%" || word == "/";
}

// Words with the punctuation that must not be parted from them.
std::vector<std::string> WordsOf(absl::string_view line) {
  std::vector<std::string> words;
  bool glue = false;
  for (absl::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
    if (!words.empty() && (glue || HoldsToPrevious(word))) {
      absl::StrAppend(&words.back(), " ", word);
    } else {
      words.emplace_back(word);
    }
    glue = word == "«" || (word.size() > 1 && absl::string_view(word).substr(
                                                  word.size() - 2) == "«");
  }
  return words;
}

// Lines of at most `first` columns for the first and `rest` for the others.
std::vector<std::string> Wrapped(absl::string_view text, size_t first,
                                 size_t rest) {
  std::vector<std::string> lines;
  const auto width = [&] { return lines.empty() ? first : rest; };
  for (absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    const std::string safe = Safe(paragraph);
    if (DisplayWidth(safe) <= width()) {
      lines.push_back(safe);
      continue;
    }
    const std::string indent(std::min(safe.find_first_not_of(' '), width() / 2),
                             ' ');
    std::string line;
    for (const std::string& word : WordsOf(safe)) {
      if (!line.empty() &&
          DisplayWidth(line) + 1 + DisplayWidth(word) > width()) {
        lines.push_back(std::move(line));
        line.clear();
      }
      absl::StrAppend(&line, line.empty() ? indent : " ", word);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

size_t LongestWord(absl::string_view text) {
  size_t longest = 0;
  for (const std::string& word : WordsOf(Safe(text))) {
    longest = std::max(longest, DisplayWidth(word));
  }
  return longest;
}

// Widths that fit, the widest columns narrowed first, none below `least`: a
// reference that is cut, or sticks out, cannot be copied.
std::vector<size_t> Fit(std::vector<size_t> widths,
                        const std::vector<size_t>& least, size_t room) {
  size_t sum = std::accumulate(widths.begin(), widths.end(), size_t{0});
  while (sum > room) {
    size_t widest = widths.size();
    for (size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] <= least[i]) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == widths.size()) break;
    --widths[widest];
    --sum;
  }
  return widths;
}

std::string RowText(const std::vector<std::string>& cells,
                    const std::vector<size_t>& widths) {
  std::vector<std::vector<std::string>> lines;
  size_t height = 1;
  for (size_t i = 0; i < widths.size(); ++i) {
    lines.push_back(
        WrapLines(i < cells.size() ? cells[i] : std::string(), widths[i]));
    height = std::max(height, lines.back().size());
  }
  std::string text;
  for (size_t row = 0; row < height; ++row) {
    std::string line;
    for (size_t i = 0; i < widths.size(); ++i) {
      const std::string cell =
          row < lines[i].size() ? lines[i][row] : std::string();
      absl::StrAppend(&line, Padded(cell, widths[i]),
                      std::string(kColumnGap, ' '));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    absl::StrAppend(&text, line, "\n");
  }
  return text;
}

}  // namespace

std::string Safe(absl::string_view text) {
  std::string safe;
  ForEach(text, [&](UChar32 character, absl::string_view bytes) {
    if (character >= 0 && IsHarmless(character)) {
      absl::StrAppend(&safe, bytes);
    } else {
      absl::StrAppend(&safe, kReplacement);
    }
  });
  return safe;
}

std::string SafeLines(absl::string_view text) {
  std::vector<std::string> lines;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    lines.push_back(Safe(absl::StrReplaceAll(line, {{"\t", "    "}})));
  }
  return absl::StrJoin(lines, "\n");
}

size_t DisplayWidth(absl::string_view text) {
  size_t width = 0;
  ForEach(text, [&](UChar32 character, absl::string_view) {
    width += character < 0 ? 1 : WidthOf(character);
  });
  return width;
}

std::vector<std::string> WrapLines(absl::string_view text, size_t width) {
  return Wrapped(text, width, width);
}

std::string Paragraph(absl::string_view text, absl::string_view first,
                      absl::string_view rest, size_t width) {
  const auto room = [width](absl::string_view margin) {
    const size_t taken = DisplayWidth(margin);
    return width > taken ? width - taken : 1;
  };
  std::string paragraph;
  absl::string_view prefix = first;
  for (const std::string& line : Wrapped(text, room(first), room(rest))) {
    absl::StrAppend(&paragraph, line.empty() ? "" : prefix, line, "\n");
    prefix = rest;
  }
  return paragraph;
}

std::string Padded(absl::string_view text, size_t width) {
  const size_t taken = DisplayWidth(text);
  return absl::StrCat(text,
                      std::string(taken < width ? width - taken : 0, ' '));
}

std::string Spread(absl::string_view left, absl::string_view right,
                   size_t width) {
  const std::string safe_left = Safe(left);
  const std::string safe_right = Safe(right);
  const size_t taken = DisplayWidth(safe_left) + DisplayWidth(safe_right);
  if (taken + 1 > width) {
    return absl::StrCat(Paragraph(left, "", "", width),
                        Paragraph(right, "", "", width));
  }
  return absl::StrCat(safe_left, std::string(width - taken, ' '), safe_right,
                      "\n");
}

std::string Rule(size_t count) {
  std::string rule;
  for (size_t i = 0; i < count; ++i) rule += "─";
  return rule + "\n";
}

std::string Table(const std::vector<std::string>& headings,
                  const std::vector<std::vector<std::string>>& rows,
                  size_t width) {
  std::vector<size_t> widths;
  std::vector<size_t> least;
  for (size_t i = 0; i < headings.size(); ++i) {
    size_t widest = DisplayWidth(headings[i]);
    size_t word = std::max(kLeastColumn, LongestWord(headings[i]));
    for (const std::vector<std::string>& row : rows) {
      if (i >= row.size()) continue;
      widest = std::max(widest, DisplayWidth(Safe(row[i])));
      word = std::max(word, LongestWord(row[i]));
    }
    widths.push_back(widest);
    least.push_back(word);
  }
  const size_t gaps = kColumnGap * (headings.empty() ? 0 : headings.size() - 1);
  widths = Fit(std::move(widths), least, width > gaps ? width - gaps : 1);
  std::string text = RowText(headings, widths);
  size_t total = gaps;
  for (const size_t column : widths) total += column;
  absl::StrAppend(&text, Rule(total));
  for (const std::vector<std::string>& row : rows) {
    absl::StrAppend(&text, RowText(row, widths));
  }
  return text;
}

}  // namespace sceau
