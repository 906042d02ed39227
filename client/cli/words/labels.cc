#include "client/cli/words/labels.h"

#include <cctype>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace sceau {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

// "SchoolLevel" is "SCHOOL_LEVEL_".
std::string PrefixOf(const std::string& enum_name) {
  std::string prefix;
  for (const char letter : enum_name) {
    if (absl::ascii_isupper(static_cast<unsigned char>(letter)) &&
        !prefix.empty()) {
      prefix += '_';
    }
    prefix += absl::ascii_toupper(static_cast<unsigned char>(letter));
  }
  return prefix + "_";
}

}  // namespace

std::string ValueId(const EnumValueDescriptor& value) {
  const std::string prefix = PrefixOf(value.type()->name());
  return absl::StartsWith(value.name(), prefix)
             ? value.name().substr(prefix.size())
             : value.name();
}

std::string Labels::Category(v1::Category category) const {
  return Value(category);
}

std::string Labels::Field(const FieldDescriptor& field) const {
  return FieldOf(field.containing_type()->name(), field.name());
}

std::string Labels::FieldOf(absl::string_view message,
                            absl::string_view field) const {
  for (const std::string& id : {absl::StrCat("field.", message, ".", field),
                                absl::StrCat("field.", field)}) {
    if (FindSentence(id) != nullptr) return Text(id);
  }
  return std::string(field);
}

std::string Labels::Value(const EnumValueDescriptor& value) const {
  const std::string id = absl::StrCat("value.", value.name());
  if (FindSentence(id) != nullptr) return Text(id);
  return vocabulary_.Label(value.type()->name(), ValueId(value), language_);
}

std::string Labels::Partner(absl::string_view id) const {
  const auto found = partners_.find(std::string(id));
  return found != partners_.end() ? found->second : ShortPartner(id);
}

std::string Labels::ShortPartner(absl::string_view id) const {
  return id == "secretariat" ? Text("labels.the-secretariat")
                             : vocabulary_.PartnerLabel(id);
}

}  // namespace sceau
