#include "client/print/table.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace sceau::print {
namespace {

constexpr double kGap = 9;      // Between columns.
constexpr double kPadding = 3;  // Above and beneath a row.
constexpr double kBarHeight = 4.5;
constexpr double kHatchedWidth = 9;
constexpr double kFramePadding = 8;
constexpr int kHeadingLines = 3;     // Each page begins with them.
constexpr double kHeadingRoom = 40;  // Holds as many.
constexpr double kLeastOfRow = 60;   // Of one that breaks.

// Where a column stands.
struct Place {
  double x = 0;
  double width = 0;
  Column::Kind kind = Column::Kind::kText;
};

Align AlignOf(Column::Kind kind) {
  return kind == Column::Kind::kCount ? Align::kRight : Align::kLeft;
}

std::vector<Place> PlacesOf(const Table& table, double left, double width) {
  double all = 0;
  for (const Column& column : table.columns) all += column.width;
  const double free =
      width - kGap * static_cast<double>(table.columns.size() - 1);
  std::vector<Place> places;
  double x = left;
  for (const Column& column : table.columns) {
    places.push_back({x, free * column.width / all, column.kind});
    x += places.back().width + kGap;
  }
  return places;
}

// A row of cells set, and how much of it is drawn.
class Row {
 public:
  Row(const Canvas& canvas, const std::vector<Place>& places,
      const std::vector<Cell>& cells)
      : places_(places), cells_(cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
      texts_.push_back(canvas.Set(
          cells[i].text,
          places[i].kind == Column::Kind::kCode ? Face::kCode : Face::kCell,
          places[i].width));
      has_bars_ = has_bars_ || cells[i].bar != Cell::Bar::kNone;
    }
  }

  double height() const {
    double text = 0;
    for (const SetText& each : texts_) text = std::max(text, each.height());
    return text + 2 * kPadding + bar_room();
  }

  // What it needs of a page to begin there: one that no page holds breaks.
  double least() const {
    return height() > kBottom - kTop - kHeadingRoom ? kLeastOfRow : height();
  }

  // `on_page` begins each page it goes on to.
  void Draw(Flow& flow, const std::function<void()>& on_page);

 private:
  double bar_room() const { return has_bars_ ? kBarHeight + 2 : 0; }
  void DrawBar(Canvas& canvas, size_t i, double y) const;

  const std::vector<Place>& places_;
  const std::vector<Cell>& cells_;
  std::vector<SetText> texts_;
  bool has_bars_ = false;
};

void Row::DrawBar(Canvas& canvas, size_t i, double y) const {
  const Place& place = places_[i];
  switch (cells_[i].bar) {
    case Cell::Bar::kNone:
      return;
    case Cell::Bar::kSolid:
      return canvas.Fill(place.x, y,
                         std::max(place.width * cells_[i].share, 1.0),
                         kBarHeight, Ink::kStrong);
    case Cell::Bar::kHatched:
      return canvas.Hatch(place.x, y, std::min(kHatchedWidth, place.width),
                          kBarHeight);
  }
}

// What fits on this page, and the rest on the next ones.
void Row::Draw(Flow& flow, const std::function<void()>& on_page) {
  Canvas& canvas = flow.canvas();
  std::vector<int> done(texts_.size(), 0);
  int least = 0;
  while (true) {
    const Tag row(canvas, "TR");
    const double room = flow.left_on_page() - 2 * kPadding - bar_room();
    double used = 0;
    bool complete = true;
    for (size_t i = 0; i < texts_.size(); ++i) {
      const SetText& text = texts_[i];
      const int fitting =
          std::max(static_cast<int>(room / text.leading()), least);
      const int count = std::min(fitting, text.lines() - done[i]);
      const Tag cell(canvas, "TD");
      canvas.Draw(text, done[i], count, places_[i].x, flow.y() + kPadding,
                  AlignOf(places_[i].kind));
      if (done[i] == 0) {
        DrawBar(canvas, i, flow.y() + kPadding + text.leading() + 1);
      }
      done[i] += count;
      used = std::max(used, count * text.leading());
      complete = complete && done[i] == text.lines();
    }
    flow.Skip(used + 2 * kPadding + bar_room());
    if (complete) return;
    flow.NextPage();
    on_page();
    least = 1;  // A page that nothing is on yet takes a line, so that it ends.
  }
}

void DrawHeading(Flow& flow, const Table& table,
                 const std::vector<Place>& places, bool again) {
  std::vector<SetText> texts;
  double height = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    texts.push_back(flow.canvas().Set(table.columns[i].heading,
                                      Face::kTableHead, places[i].width,
                                      kHeadingLines));
    height = std::max(height, texts.back().height());
  }
  const auto draw = [&](size_t i) {
    flow.canvas().Draw(texts[i], places[i].x,
                       flow.y() + height - texts[i].height(),
                       AlignOf(places[i].kind));
  };
  if (again) {
    // Of a table that goes on, a listener has heard it.
    for (size_t i = 0; i < texts.size(); ++i) draw(i);
  } else {
    const Tag row(flow.canvas(), "TR");
    for (size_t i = 0; i < texts.size(); ++i) {
      const Tag cell(flow.canvas(), "TH");
      draw(i);
    }
  }
  flow.Skip(height + 3);
  flow.canvas().Fill(kLeft, flow.y(), kWidth, 1, Ink::kStrong);
  flow.Skip(2);
}

bool HasHeading(const Table& table) {
  return std::any_of(
      table.columns.begin(), table.columns.end(),
      [](const Column& column) { return !column.heading.empty(); });
}

}  // namespace

void DrawTable(Flow& flow, const Table& table) {
  const double inset = table.together ? kFramePadding : 0;
  const std::vector<Place> places =
      PlacesOf(table, kLeft + inset, kWidth - 2 * inset);
  std::vector<Row> rows;
  double height = 2 * inset;
  for (const std::vector<Cell>& cells : table.rows) {
    rows.emplace_back(flow.canvas(), places, cells);
    height += rows.back().height();
  }
  const bool fits = height <= kBottom - kTop;
  if (table.together && fits) {
    flow.Need(height);
    flow.canvas().Frame(kLeft, flow.y(), kWidth, height, Ink::kStrong);
    flow.Skip(inset);
  }
  const Tag whole(flow.canvas(), "Table");
  const bool heading = HasHeading(table);
  if (heading) {
    flow.Need(kHeadingRoom + (rows.empty() ? 0 : rows.front().least()));
    DrawHeading(flow, table, places, false);
  }
  const auto on_page = [&] {
    if (heading) DrawHeading(flow, table, places, true);
  };
  for (size_t i = 0; i < rows.size(); ++i) {
    if (flow.Need(rows[i].least())) on_page();
    rows[i].Draw(flow, on_page);
    if (!table.together && i + 1 < rows.size()) {
      flow.canvas().Fill(kLeft, flow.y(), kWidth, 0.4, Ink::kFaint);
    }
  }
  if (table.together && fits) flow.Skip(inset);
}

}  // namespace sceau::print
