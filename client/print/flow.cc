#include "client/print/flow.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace sceau::print {

Flow::Flow(Canvas& canvas, const Document& document, int pages)
    : canvas_(canvas), document_(document), pages_(pages) {
  DrawMargins();
}

bool Flow::Need(double height) {
  if (height <= left_on_page()) return false;
  NextPage();
  return true;
}

void Flow::NextPage() {
  canvas_.NextPage();
  ++page_;
  y_ = kTop;
  DrawMargins();
}

void Flow::Paragraph(const SetText& text, const char* tag, double x) {
  for (int line = 0; line < text.lines();) {
    const int fitting = static_cast<int>(left_on_page() / text.leading());
    // Two lines at least begin, and end, a page.
    int count = std::min(fitting, text.lines() - line);
    if (count < text.lines() - line && text.lines() - line - count < 2) --count;
    if (count < std::min(2, text.lines() - line)) {
      NextPage();
      continue;
    }
    const Tag part(canvas_, tag);
    canvas_.Draw(text, line, count, x, y_);
    line += count;
    Skip(count * text.leading());
  }
}

void Flow::DrawMargins() {
  constexpr double kHeader = 13 * kMillimetre;
  constexpr double kFooter = kPageHeight - 16 * kMillimetre;
  if (page_ > 1) {
    const SetText right =
        canvas_.Set(document_.running_right, Face::kRunning, kWidth * 0.34, 1);
    const SetText left =
        canvas_.Set(document_.running_left, Face::kRunning, kWidth * 0.64, 1);
    canvas_.Draw(left, kLeft, kHeader);
    canvas_.Draw(right, kLeft + kWidth * 0.66, kHeader, Align::kRight);
    canvas_.Fill(kLeft, kHeader + 15, kWidth, 0.5, Ink::kFaint);
  }
  const std::string number =
      pages_ == 0 ? absl::StrCat("page ", page_)
                  : absl::StrCat("page ", page_, " sur ", pages_);
  canvas_.Fill(kLeft, kFooter - 5, kWidth, 0.5, Ink::kFaint);
  canvas_.Draw(canvas_.Set(document_.footer, Face::kRunning, kWidth * 0.78, 1),
               kLeft, kFooter);
  canvas_.Draw(canvas_.Set(number, Face::kRunning, kWidth * 0.2, 1),
               kLeft + kWidth * 0.8, kFooter, Align::kRight);
}

}  // namespace sceau::print
