#include "client/words/template.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

#include "client/words/french.h"

namespace sceau {
namespace {

const Place* FindPlace(const Places& places, absl::string_view name) {
  const auto found =
      std::find_if(places.begin(), places.end(),
                   [&](const Place& place) { return place.name == name; });
  return found == places.end() ? nullptr : &*found;
}

// What stands between braces, taken apart.
struct Hole {
  enum class Kind { kPrint, kCount, kChoose };
  Kind kind = Kind::kPrint;
  absl::string_view name = {};
  std::vector<absl::string_view> parts = {};  // Forms, or alternatives.
};

bool IsPlaceName(absl::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char letter) {
           return absl::ascii_islower(static_cast<unsigned char>(letter)) ||
                  letter == '_';
         });
}

std::optional<Hole> ParseHole(absl::string_view text) {
  Hole hole;
  const size_t end = text.find_first_of(":|=");
  hole.name = text.substr(0, end);
  if (!IsPlaceName(hole.name)) return std::nullopt;
  if (end == absl::string_view::npos) return hole;
  const absl::string_view rest = text.substr(end + 1);
  if (text[end] == ':') {
    hole.parts = absl::StrSplit(rest, ':');
    for (const absl::string_view form : hole.parts) {
      if (form != "of" && form != "to" && form != "that" && form != "bare" &&
          form != "cap") {
        return std::nullopt;
      }
    }
    return hole;
  }
  hole.parts = absl::StrSplit(rest, '|');
  if (text[end] == '|') {
    hole.kind = Hole::Kind::kCount;
    if (hole.parts.size() != 2) return std::nullopt;
    return hole;
  }
  hole.kind = Hole::Kind::kChoose;
  for (size_t i = 0; i + 1 < hole.parts.size(); ++i) {
    if (hole.parts[i].find(':') == absl::string_view::npos) return std::nullopt;
  }
  return hole;
}

std::string InForm(std::string text, absl::string_view form,
                   Language language) {
  const bool french = language == Language::kFrench;
  if (form == "cap") return Capitalised(text);
  if (form == "bare") return std::string(BareFrench(text));
  if (form == "of") return french ? OfFrench(text) : absl::StrCat("of ", text);
  if (form == "to") return french ? ToFrench(text) : absl::StrCat("to ", text);
  return french ? ThatFrench(text) : absl::StrCat("that ", text);
}

bool IsOne(absl::string_view number, Language language) {
  int64_t value = 0;
  if (!absl::SimpleAtoi(number, &value)) return false;
  return language == Language::kFrench ? value > -2 && value < 2 : value == 1;
}

absl::string_view Chosen(const std::vector<absl::string_view>& parts,
                         absl::string_view value) {
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    const size_t colon = parts[i].find(':');
    if (parts[i].substr(0, colon) == value) return parts[i].substr(colon + 1);
  }
  return parts.back();
}

// Reads a template from left to right, filling or only looking.
class Reader {
 public:
  Reader(absl::string_view text, Language language, const Places& places)
      : text_(text), language_(language), places_(places) {}

  std::string Read() {
    std::string all;
    while (at_ < text_.size() && use_.well_formed) ReadOne(all);
    absl::StrAppend(&all, text_.substr(at_));
    return all;
  }

  const TemplateUse& use() const { return use_; }

 private:
  bool Next(absl::string_view what) const {
    return text_.substr(at_, what.size()) == what;
  }

  // One piece onto `out`; a fault leaves at_ before it.
  void ReadOne(std::string& out) {
    if (Next("[[") || Next("]]") || Next("{{") || Next("}}")) {
      out += text_[at_];
      at_ += 2;
    } else if (Next("{")) {
      ReadHole(out);
    } else if (Next("[") && !optional_) {
      ReadOptional(out);
    } else if (Next("[") || Next("]") || Next("}")) {
      use_.well_formed = false;
    } else {
      out += text_[at_++];
    }
  }

  void ReadHole(std::string& out) {
    const size_t end = text_.find('}', at_);
    const auto hole = end == absl::string_view::npos
                          ? std::nullopt
                          : ParseHole(text_.substr(at_ + 1, end - at_ - 1));
    if (!hole.has_value()) {
      use_.well_formed = false;
      return;
    }
    const Place* place = FindPlace(places_, hole->name);
    absl::string_view value;
    if (place != nullptr) value = place->text;
    at_ = end + 1;
    if (hole->kind == Hole::Kind::kPrint) {
      use_.printed.emplace(hole->name);
      if (value.empty()) lacks_ = true;
      if (place == nullptr) {
        absl::StrAppend(&out, "{", hole->name, "}");
        return;
      }
      std::string text(value);
      for (const absl::string_view form : hole->parts) {
        text = InForm(std::move(text), form, language_);
      }
      out += text;
      return;
    }
    use_.choosing.emplace(hole->name);
    absl::StrAppend(&out, hole->kind == Hole::Kind::kCount
                              ? hole->parts[IsOne(value, language_) ? 0 : 1]
                              : Chosen(hole->parts, value));
  }

  void ReadOptional(std::string& out) {
    const size_t begin = at_++;
    optional_ = true;
    lacks_ = false;
    std::string inner;
    while (at_ < text_.size() && use_.well_formed &&
           (!Next("]") || Next("]]"))) {
      ReadOne(inner);
    }
    if (!Next("]")) {
      use_.well_formed = false;
      at_ = begin;
      return;
    }
    ++at_;
    optional_ = false;
    if (!lacks_) out += inner;
  }

  const absl::string_view text_;
  const Language language_;
  const Places& places_;
  size_t at_ = 0;
  bool optional_ = false;
  bool lacks_ = false;
  TemplateUse use_;
};

}  // namespace

std::string Fill(absl::string_view text, Language language,
                 const Places& places) {
  return Reader(text, language, places).Read();
}

TemplateUse UseOf(absl::string_view text) {
  const Places none;
  Reader reader(text, Language::kFrench, none);
  reader.Read();
  return reader.use();
}

}  // namespace sceau
