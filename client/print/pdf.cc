#include "client/print/pdf.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "client/print/canvas.h"
#include "client/print/catalog.h"
#include "client/print/flow.h"
#include "client/print/table.h"

namespace sceau::print {
namespace {

// Draws each kind of block.
class Drawing {
 public:
  explicit Drawing(Flow& flow) : flow_(flow) {}

  void Title(const Document& document) {
    Canvas& canvas = flow_.canvas();
    flow_.Paragraph(canvas.Set(document.kind, Face::kKind, kWidth), "P");
    flow_.Skip(1);
    flow_.Paragraph(canvas.Set(document.title, Face::kTitle, kWidth), "H1");
    flow_.Skip(5);
    flow_.Paragraph(canvas.Set(document.subtitle, Face::kSubtitle, kWidth),
                    "P");
    flow_.Skip(3);
    flow_.Paragraph(canvas.Set(document.byline, Face::kBody, kWidth), "P");
    flow_.Skip(9);
    canvas.Fill(kLeft, flow_.y(), kWidth, 2, Ink::kStrong);
    flow_.Skip(14);
  }

  void operator()(const Heading& heading) {
    constexpr double kRoomBeneath = 64;
    const SetText text =
        flow_.canvas().Set(heading.text, Face::kHeading, kWidth);
    if (!flow_.Need(12 + text.height() + kRoomBeneath)) flow_.Skip(12);
    flow_.Paragraph(text, "H2");
    flow_.Skip(4);
  }

  void operator()(const Paragraph& paragraph) {
    Canvas& canvas = flow_.canvas();
    switch (paragraph.kind) {
      case Paragraph::Kind::kBody:
        flow_.Paragraph(canvas.Set(paragraph.text, Face::kBody, kWidth), "P");
        return flow_.Skip(5);
      case Paragraph::Kind::kNote:
        flow_.Skip(3);
        flow_.Paragraph(canvas.Set(paragraph.text, Face::kNote, kWidth), "P");
        return flow_.Skip(4);
      case Paragraph::Kind::kStatement: {
        constexpr double kIndent = 14;
        constexpr double kPadding = 7;
        const SetText text =
            canvas.Set(paragraph.text, Face::kStatement, kWidth - 2 * kIndent);
        const double height = text.height() + 2 * kPadding;
        flow_.Need(height);
        canvas.Fill(kLeft, flow_.y(), kWidth, height, Ink::kPale);
        canvas.Fill(kLeft, flow_.y(), 3, height, Ink::kStrong);
        flow_.Skip(kPadding);
        flow_.Paragraph(text, "P", kLeft + kIndent);
        return flow_.Skip(kPadding + 6);
      }
    }
  }

  void operator()(const Numbers& numbers) {
    if (numbers.items.empty()) return;
    Canvas& canvas = flow_.canvas();
    constexpr double kGap = 12;
    const auto count = static_cast<double>(numbers.items.size());
    const double width = (kWidth - kGap * (count - 1)) / count;
    struct Set {
      SetText number;
      SetText words;
    };
    std::vector<Set> set;
    double height = 0;
    for (const Numbers::Item& item : numbers.items) {
      set.push_back({canvas.Set(item.number, Face::kNumber, width, 1),
                     canvas.Set(item.words, Face::kNote, width)});
      height = std::max(height,
                        set.back().number.height() + set.back().words.height());
    }
    flow_.Need(height);
    double x = kLeft;
    for (const Set& each : set) {
      const Tag paragraph(canvas, "P");
      canvas.Draw(each.number, x, flow_.y());
      canvas.Draw(each.words, x, flow_.y() + each.number.height());
      x += width + kGap;
    }
    flow_.Skip(height + 8);
  }

  void operator()(const Table& table) {
    DrawTable(flow_, table);
    flow_.Skip(8);
  }

 private:
  Flow& flow_;
};

// Draws everything; returns how many pages it takes.
int Draw(Canvas& canvas, const Document& document, int pages) {
  Flow flow(canvas, document, pages);
  const Tag whole(canvas, "Document");
  Drawing drawing(flow);
  drawing.Title(document);
  for (const Block& block : document.blocks) std::visit(drawing, block);
  return flow.page();
}

}  // namespace

absl::StatusOr<std::string> WritePdf(const Document& document,
                                     const Fonts& fonts) {
  // Twice: a page says of how many it is one.
  auto draft = Canvas::Make(document, fonts);
  if (!draft.ok()) return draft.status();
  const int pages = Draw(**draft, document, 0);
  auto canvas = Canvas::Make(document, fonts);
  if (!canvas.ok()) return canvas.status();
  Draw(**canvas, document, pages);
  auto pdf = (*canvas)->Finish();
  if (!pdf.ok()) return pdf.status();
  return InFrench(*std::move(pdf));
}

}  // namespace sceau::print
