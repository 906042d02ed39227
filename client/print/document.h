// What is to stand on paper: the model of a printed page (pdf.h draws it).
//
// Texts hold no control, bidirectional or unassigned character: whoever makes a
// document has made them harmless (proto/text/output.h, Safe).
#ifndef SCEAU_CLIENT_PRINT_DOCUMENT_H_
#define SCEAU_CLIENT_PRINT_DOCUMENT_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace sceau::print {

struct Heading {
  std::string text = {};
};

struct Paragraph {
  enum class Kind {
    kBody,
    kStatement,  // What the whole document comes to: large, with a bar beside.
    kNote,       // Small, beneath what it explains.
  };
  std::string text = {};
  Kind kind = Kind::kBody;
};

// A few numbers side by side, each above its words.
struct Numbers {
  struct Item {
    std::string number = {};
    std::string words = {};
  };
  std::vector<Item> items = {};
};

struct Cell {
  enum class Bar {
    kNone,
    kSolid,    // As long as `share`.
    kHatched,  // Of a number that is not told: short, whatever it is.
  };
  std::string text = {};
  Bar bar = Bar::kNone;
  double share = 0;  // 0 to 1, of the column's width.
};

struct Column {
  enum class Kind { kText, kCount, kCode };
  std::string heading = {};  // Every column's empty: no heading is drawn.
  double width = 1;          // Relative to the other columns'.
  Kind kind = Kind::kText;
};

struct Table {
  std::vector<Column> columns = {};
  std::vector<std::vector<Cell>> rows = {};
  // Begins a page rather than break, if it fits on one; framed.
  bool together = false;
};

using Block = std::variant<Heading, Paragraph, Numbers, Table>;

struct Document {
  std::string kind = {};      // « Revue du journal », above the title.
  std::string title = {};     // Of the first page and of the file.
  std::string subtitle = {};  // Beneath it.
  std::string byline = {};
  std::string author = {};
  // Of each page after the first, on the left and on the right.
  std::string running_left = {};
  std::string running_right = {};
  std::string footer = {};   // Of each page, beside its number.
  int64_t unix_seconds = 0;  // When it was made; the file says so.
  std::vector<Block> blocks = {};
};

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_DOCUMENT_H_
