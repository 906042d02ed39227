// A4 pages to draw on: text set in lines, rules, bars. The only place that
// knows the drawing library. Lengths are points, from the page's upper left.
#ifndef SCEAU_CLIENT_PRINT_CANVAS_H_
#define SCEAU_CLIENT_PRINT_CANVAS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "cairo.h"
#include "client/print/pdf.h"
#include "pango/pangocairo.h"

namespace sceau::print {

inline constexpr double kPageWidth = 210.0 / 25.4 * 72;
inline constexpr double kPageHeight = 297.0 / 25.4 * 72;

enum class Face {
  kKind,
  kTitle,
  kSubtitle,
  kHeading,
  kBody,
  kStatement,
  kNote,
  kNumber,
  kTableHead,
  kCell,
  kCode,
  kRunning,
};

enum class Align { kLeft, kRight };

enum class Ink { kStrong, kSoft, kFaint, kPale };

// Releases what the drawing libraries hand out.
struct Release {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoFontMap* fonts) const { g_object_unref(fonts); }
  void operator()(cairo_t* pen) const { cairo_destroy(pen); }
  void operator()(cairo_surface_t* pages) const {
    cairo_surface_destroy(pages);
  }
};

// A text broken into lines of one width.
class SetText {
 public:
  int lines() const;
  double leading() const { return leading_; }
  double height() const { return lines() * leading_; }

 private:
  friend class Canvas;
  std::unique_ptr<PangoLayout, Release> layout_;
  double leading_ = 0;
  double width_ = 0;
  Ink ink_ = Ink::kStrong;
};

// Threads: thread compatible.
class Canvas {
 public:
  // Errors: NOT_FOUND (a font's path).
  static absl::StatusOr<std::unique_ptr<Canvas>> Make(const Document& document,
                                                      const Fonts& fonts);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // `most_lines`: cut there with an ellipsis, and one paragraph whatever is in
  // it; 0 = all.
  SetText Set(absl::string_view text, Face face, double width,
              int most_lines = 0) const;
  // Lines `first` to `first + count`, the first one's top at `y`.
  void Draw(const SetText& text, int first, int count, double x, double y,
            Align align = Align::kLeft);
  void Draw(const SetText& text, double x, double y,
            Align align = Align::kLeft) {
    Draw(text, 0, text.lines(), x, y, align);
  }

  void Fill(double x, double y, double width, double height, Ink ink);
  void Frame(double x, double y, double width, double height, Ink ink);
  void Hatch(double x, double y, double width, double height);

  // Of the document's structure: "H1", "P", "Table"...
  void Begin(const char* tag);
  void End(const char* tag);

  void NextPage();
  // No more can be drawn. Errors: INTERNAL.
  absl::StatusOr<std::string> Finish();

 private:
  Canvas() = default;
  static cairo_status_t Append(void* bytes, const unsigned char* data,
                               unsigned int size);

  std::string bytes_;
  std::unique_ptr<PangoFontMap, Release> fonts_;
  std::unique_ptr<PangoContext, Release> context_;
  std::unique_ptr<PangoLayout, Release> blank_;
  std::unique_ptr<cairo_surface_t, Release> pages_;
  std::unique_ptr<cairo_t, Release> pen_;
};

// A part of the document's structure, for as long as it lives.
class Tag {
 public:
  Tag(Canvas& canvas, const char* name) : canvas_(canvas), name_(name) {
    canvas_.Begin(name_);
  }
  ~Tag() { canvas_.End(name_); }
  Tag(const Tag&) = delete;
  Tag& operator=(const Tag&) = delete;

 private:
  Canvas& canvas_;
  const char* name_;
};

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_CANVAS_H_
