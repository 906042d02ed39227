#include "client/print/document_json.h"

#include <utility>

#include "nlohmann/json.hpp"

namespace sceau::print {
namespace {

using nlohmann::json;

json AsJson(const Heading& heading) { return {{"heading", heading.text}}; }

json AsJson(const Paragraph& paragraph) {
  return {{"paragraph", paragraph.text},
          {"kind", static_cast<int>(paragraph.kind)}};
}

json AsJson(const Numbers& numbers) {
  json items = json::array();
  for (const Numbers::Item& item : numbers.items) {
    items.push_back({{"number", item.number}, {"words", item.words}});
  }
  return {{"numbers", items}};
}

json AsJson(const Table& table) {
  json columns = json::array();
  for (const Column& column : table.columns) {
    columns.push_back({{"heading", column.heading},
                       {"width", column.width},
                       {"kind", static_cast<int>(column.kind)}});
  }
  json rows = json::array();
  for (const std::vector<Cell>& cells : table.rows) {
    json row = json::array();
    for (const Cell& cell : cells) {
      row.push_back({{"text", cell.text},
                     {"bar", static_cast<int>(cell.bar)},
                     {"share", cell.share}});
    }
    rows.push_back(std::move(row));
  }
  return {{"columns", columns}, {"rows", rows}, {"together", table.together}};
}

// One of an enum's first `count` values; throws what json throws.
template <typename Enum>
Enum OneOf(const json& value, int count) {
  const int number = value.get<int>();
  if (number < 0 || number >= count) {
    throw json::out_of_range::create(403, "no such kind", &value);
  }
  return static_cast<Enum>(number);
}

Block ReadBlock(const json& block) {
  if (block.contains("heading")) return Heading{block.at("heading")};
  if (block.contains("paragraph")) {
    return Paragraph{block.at("paragraph"),
                     OneOf<Paragraph::Kind>(block.at("kind"), 3)};
  }
  if (block.contains("numbers")) {
    Numbers numbers;
    for (const json& item : block.at("numbers")) {
      numbers.items.push_back({item.at("number"), item.at("words")});
    }
    return numbers;
  }
  Table table;
  table.together = block.at("together").get<bool>();
  for (const json& column : block.at("columns")) {
    table.columns.push_back({column.at("heading"), column.at("width"),
                             OneOf<Column::Kind>(column.at("kind"), 3)});
  }
  for (const json& row : block.at("rows")) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    for (const json& cell : row) {
      cells.push_back({cell.at("text"), OneOf<Cell::Bar>(cell.at("bar"), 3),
                       cell.at("share")});
    }
  }
  return table;
}

}  // namespace

std::string DocumentAsJson(const Document& document) {
  json blocks = json::array();
  for (const Block& block : document.blocks) {
    blocks.push_back(
        std::visit([](const auto& one) { return AsJson(one); }, block));
  }
  return json{{"kind", document.kind},
              {"title", document.title},
              {"subtitle", document.subtitle},
              {"byline", document.byline},
              {"author", document.author},
              {"running_left", document.running_left},
              {"running_right", document.running_right},
              {"footer", document.footer},
              {"unix_seconds", document.unix_seconds},
              {"blocks", blocks}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

absl::StatusOr<Document> ParseDocument(absl::string_view text) {
  if (text.size() > kMaxModelBytes) {
    return absl::InvalidArgumentError("the model is too long");
  }
  try {
    const json model = json::parse(text.begin(), text.end());
    Document document{.kind = model.at("kind"),
                      .title = model.at("title"),
                      .subtitle = model.at("subtitle"),
                      .byline = model.at("byline"),
                      .author = model.at("author"),
                      .running_left = model.at("running_left"),
                      .running_right = model.at("running_right"),
                      .footer = model.at("footer"),
                      .unix_seconds = model.at("unix_seconds")};
    for (const json& block : model.at("blocks")) {
      document.blocks.push_back(ReadBlock(block));
    }
    return document;
  } catch (const json::exception&) {
    return absl::InvalidArgumentError("not the model of a document");
  }
}

}  // namespace sceau::print
