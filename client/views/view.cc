#include "client/views/view.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

#include "client/words/say.h"

namespace sceau {

// Generated from letter.json (client/words/embed.cmake).
absl::string_view LetterViewJson();

namespace {

using nlohmann::json;

std::string TextOf(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// Every scalar of the model by its key; a list of scalars joined.
void AddPlaces(const json& model, const std::string& join, Places& places) {
  for (const auto& [key, value] : model.items()) {
    if (value.is_string() || value.is_number()) {
      places.emplace_back(key, TextOf(value));
    } else if (value.is_array()) {
      std::vector<std::string> texts;
      for (const json& item : value) {
        if (!item.is_structured()) texts.push_back(TextOf(item));
      }
      places.emplace_back(key, absl::StrJoin(texts, join));
    }
  }
}

// Absent, false, empty text and an empty list are nothing.
bool IsSomething(const json& model, const std::string& key) {
  const auto found = model.find(key);
  if (found == model.end() || found->is_null()) return false;
  if (found->is_boolean()) return found->get<bool>();
  if (found->is_string()) return !found->get_ref<const std::string&>().empty();
  return !found->is_array() || !found->empty();
}

bool IsSaid(const json& block, const json& model) {
  const std::string when = block.value("when", "");
  const std::string unless = block.value("unless", "");
  return (when.empty() || IsSomething(model, when)) &&
         (unless.empty() || !IsSomething(model, unless));
}

}  // namespace

std::vector<ViewBlock> ReadPart(const json& part, const json& model,
                                Language language) {
  std::vector<ViewBlock> blocks;
  for (const json& block : part) {
    if (!IsSaid(block, model)) continue;
    const std::string kind = block.value("block", "paragraph");
    const std::string words = block.value("words", "");
    Places places;
    AddPlaces(model, block.value("join", ", "), places);
    const std::string each = block.value("each", "");
    if (each.empty()) {
      blocks.push_back({kind, Say(language, words, places)});
      continue;
    }
    for (const json& item : model.value(each, json::array())) {
      Places own = {{"item", item.is_structured() ? "" : TextOf(item)}};
      if (item.is_object()) AddPlaces(item, block.value("join", ", "), own);
      own.insert(own.end(), places.begin(), places.end());
      blocks.push_back({kind, Say(language, words, own)});
    }
  }
  return blocks;
}

const json& LetterView() {
  static const auto& view = *new json(json::parse(LetterViewJson()));
  return view;
}

}  // namespace sceau
