#include "proto/text/fault.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "proto/text/nearest.h"

namespace sceau {
namespace {

namespace pb = ::google::protobuf;
using Kind = TextFault::Kind;
using Places = pb::TextFormat::ParseInfoTree;

// What the parser said first; what follows a fault is guesswork.
class FirstComplaint : public pb::io::ErrorCollector {
 public:
  void AddError(int line, pb::io::ColumnNumber column,
                const std::string& message) override {
    if (line_ >= 0) return;
    line_ = line;
    column_ = column;
    message_ = message;
  }

  int line() const { return std::max(line_, 0); }
  int column() const { return column_; }
  const std::string& message() const { return message_; }

 private:
  int line_ = -1;  // From 0.
  int column_ = 0;
  std::string message_;
};

// The library's complaints, by how they begin and by what follows their first
// quotation. TextFaultTest provokes each.
struct Complaint {
  const char* begins;
  const char* goes_on;
  Kind kind;
};
constexpr Complaint kComplaints[] = {
    {"Message type \"", " has no field", Kind::kUnknownField},
    {"Unknown enumeration value of \"", "", Kind::kUnknownValue},
    {"Expected integer or identifier, got: ", "", Kind::kUnknownValue},
    {"Invalid value for boolean field \"", "", Kind::kNotBool},
    {"Expected integer, got: ", "", Kind::kNotNumber},
    {"Expected double, got: ", "", Kind::kNotNumber},
    {"Integer out of range (", "", Kind::kNumberTooLarge},
    {"Expected string, got: ", "", Kind::kNotText},
    {"Non-repeated field \"", " is specified multiple", Kind::kTwice},
    {"Field \"", " is specified along with", Kind::kAlternative},
    {"Expected \"", ", found ", Kind::kWrongSign},
    {"Expected identifier, got: ", "", Kind::kNoName},
    {"String literals cannot cross", "", Kind::kTextUnclosed},
    {"Unexpected end of string", "", Kind::kTextUnclosed},
    {"Invalid escape sequence", "", Kind::kEscape},
    {"Expected hex digits for escape", "", Kind::kEscape},
    {"Expected four hex digits", "", Kind::kEscape},
    {"Expected eight hex digits", "", Kind::kEscape},
    {"Interpreting non ascii codepoint", "", Kind::kForeignSign},
    {"Invalid control characters", "", Kind::kForeignSign},
    {"Message is too deep", "", Kind::kTooDeep},
};

// The quotations of a complaint.
std::vector<std::string> QuotedIn(const std::string& message) {
  const std::vector<std::string> parts = absl::StrSplit(message, '"');
  std::vector<std::string> quoted;
  for (size_t i = 1; i < parts.size(); i += 2) quoted.push_back(parts[i]);
  return quoted;
}

Kind KindOf(const std::string& message) {
  for (const Complaint& complaint : kComplaints) {
    if (absl::StartsWith(message, complaint.begins) &&
        absl::StrContains(message, complaint.goes_on)) {
      return complaint.kind;
    }
  }
  return Kind::kOther;
}

// The message in which reading stopped, and the field that holds it: the last
// one that was begun and not ended.
struct OpenMessage {
  const pb::Descriptor* type = nullptr;
  const pb::FieldDescriptor* holder = nullptr;
};
OpenMessage FindOpen(const Places& root, const pb::Descriptor* type) {
  OpenMessage open{.type = type};
  for (const Places* tree = &root; tree != nullptr;) {
    const Places* deeper = nullptr;
    for (int i = 0; i < open.type->field_count() && deeper == nullptr; ++i) {
      const pb::FieldDescriptor* const field = open.type->field(i);
      if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) continue;
      int last = field->is_repeated() ? 0 : -1;
      while (field->is_repeated() &&
             tree->GetTreeForNested(field, last + 1) != nullptr) {
        ++last;
      }
      if (tree->GetLocation(field, last).line >= 0) continue;
      deeper = tree->GetTreeForNested(field, last);
      if (deeper != nullptr) open.holder = field;
    }
    if (deeper != nullptr) open.type = open.holder->message_type();
    tree = deeper;
  }
  return open;
}

class FaultFinder {
 public:
  FaultFinder(absl::string_view text, const FirstComplaint& complaint)
      : complaint_(complaint) {
    pb::io::ArrayInputStream stream(text.data(), static_cast<int>(text.size()));
    FirstComplaint ignored;
    pb::io::Tokenizer tokens(&stream, &ignored);
    tokens.set_comment_style(pb::io::Tokenizer::SH_COMMENT_STYLE);
    tokens.set_require_space_after_number(false);
    while (tokens.Next()) {
      const auto& token = tokens.current();
      if (std::pair(token.line, token.column) >=
          std::pair(complaint.line(), static_cast<int>(complaint.column()))) {
        here_ = token.text;
        break;
      }
      before_.push_back(token);
    }
  }

  TextFault Find(const Places& places, const pb::Descriptor* root) {
    const std::string& said = complaint_.message();
    const std::vector<std::string> quoted = QuotedIn(said);
    const OpenMessage open = FindOpen(places, root);
    TextFault fault{.kind = KindOf(said),
                    .line = complaint_.line() + 1,
                    .column = complaint_.column() + 1};
    // The parser stands before a word, or just behind it.
    switch (fault.kind) {
      case Kind::kUnknownField:
        fault.message = root->file()->pool()->FindMessageTypeByName(quoted[0]);
        StandOn(quoted.back(), fault);
        break;
      case Kind::kUnknownValue:
        if (quoted.size() > 1) {
          fault.field = open.type->FindFieldByName(quoted[1]);
          StandOn(quoted[0], fault);
        } else {
          fault.subject = here_;
          fault.field = FieldHere(open);
        }
        break;
      case Kind::kNotBool:
        fault.field = open.type->FindFieldByName(quoted[0]);
        StandOn(quoted.back(), fault);
        break;
      case Kind::kTwice:
        StandOn(quoted[0], fault);
        break;
      case Kind::kAlternative:
        fault.expected = quoted[1];
        StandOn(quoted[0], fault);
        break;
      case Kind::kWrongSign:
        fault.expected = quoted[0];
        fault.subject = here_;
        if (here_.empty()) EndEarly(open, fault);
        break;
      case Kind::kNotNumber:
      case Kind::kNumberTooLarge:
      case Kind::kNotText:
        fault.subject = here_;
        fault.field = FieldHere(open);
        break;
      case Kind::kNoName:
        fault.subject = here_;
        if (here_.empty()) EndEarly(open, fault);
        break;
      default:
        break;
    }
    return fault;
  }

 private:
  // Back from where the parser stands to the word it complains of.
  void StandOn(const std::string& word, TextFault& fault) const {
    fault.subject = word;
    if (before_.empty() || before_.back().text != word) return;
    fault.line = before_.back().line + 1;
    fault.column = before_.back().column + 1;
  }

  // The field whose value is read: "name :" stands before.
  const pb::FieldDescriptor* FieldHere(const OpenMessage& open) const {
    for (size_t i = before_.size(); i-- > 1;) {
      if (before_[i].text != ":") continue;
      return open.type->FindFieldByName(before_[i - 1].text);
    }
    return nullptr;
  }

  static void EndEarly(const OpenMessage& open, TextFault& fault) {
    fault.kind = Kind::kEndsEarly;
    fault.expected = open.holder == nullptr ? "" : open.holder->name();
  }

  const FirstComplaint& complaint_;
  std::vector<pb::io::Tokenizer::Token> before_;
  std::string here_;  // Empty at the end.
};

// The character at a place of the text; empty when there is none.
std::string CharacterAt(absl::string_view text, int line, int column) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (static_cast<size_t>(line) > lines.size()) return "";
  const absl::string_view row = lines[static_cast<size_t>(line) - 1];
  size_t at = 0;
  constexpr int kTab = 8;  // The tokenizer's.
  for (int width = 0; at < row.size() && width < column - 1; ++at) {
    width += row[at] == '\t' ? kTab - width % kTab : 1;
  }
  if (at >= row.size()) return "";
  size_t end = at + 1;
  while (end < row.size() &&
         (static_cast<unsigned char>(row[end]) & 0xC0) == 0x80) {
    ++end;
  }
  return std::string(row.substr(at, end - at));
}

}  // namespace

std::optional<TextFault> ReadText(absl::string_view text, int depth,
                                  pb::Message& message, Places* places) {
  Places own;
  if (places == nullptr) places = &own;
  FirstComplaint complaint;
  pb::TextFormat::Parser parser;
  parser.RecordErrorsTo(&complaint);
  parser.WriteLocationsTo(places);
  parser.SetRecursionLimit(depth);
  pb::io::ArrayInputStream stream(text.data(), static_cast<int>(text.size()));
  if (parser.Parse(&stream, &message)) return std::nullopt;
  TextFault fault =
      FaultFinder(text, complaint).Find(*places, message.GetDescriptor());
  if (fault.kind == Kind::kForeignSign) {
    fault.subject = CharacterAt(text, fault.line, fault.column);
  }
  return fault;
}

std::vector<std::string> ChoicesOf(const TextFault& fault) {
  std::vector<std::string> names;
  if (fault.kind == Kind::kUnknownField && fault.message != nullptr) {
    for (int i = 0; i < fault.message->field_count(); ++i) {
      names.push_back(fault.message->field(i)->name());
    }
  }
  if (fault.kind == Kind::kUnknownValue && fault.field != nullptr &&
      fault.field->enum_type() != nullptr) {
    const pb::EnumDescriptor& list = *fault.field->enum_type();
    for (int i = 0; i < list.value_count(); ++i) {
      if (list.value(i)->number() != 0) names.push_back(list.value(i)->name());
    }
  }
  return names;
}

}  // namespace sceau
