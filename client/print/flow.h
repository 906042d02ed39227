// Pages that fill from top to bottom, each with its header and its number.
#ifndef SCEAU_CLIENT_PRINT_FLOW_H_
#define SCEAU_CLIENT_PRINT_FLOW_H_

#include "client/print/canvas.h"
#include "client/print/document.h"

namespace sceau::print {

inline constexpr double kMillimetre = 72 / 25.4;
inline constexpr double kLeft = 20 * kMillimetre;
inline constexpr double kTop = 24 * kMillimetre;
inline constexpr double kBottom = kPageHeight - 24 * kMillimetre;
inline constexpr double kWidth = kPageWidth - 2 * kLeft;

class Flow {
 public:
  // `pages`: how many there are; 0 = not known yet.
  Flow(Canvas& canvas, const Document& document, int pages);

  Canvas& canvas() { return canvas_; }
  double y() const { return y_; }
  double left_on_page() const { return kBottom - y_; }
  int page() const { return page_; }

  void Skip(double height) { y_ += height; }
  // The next page, unless `height` is left on this one. True: it is another.
  bool Need(double height);
  void NextPage();

  // A text across the page, broken where the page ends.
  void Paragraph(const SetText& text, const char* tag, double x = kLeft);

 private:
  void DrawMargins();

  Canvas& canvas_;
  const Document& document_;
  const int pages_;
  int page_ = 1;
  double y_ = kTop;
};

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_FLOW_H_
