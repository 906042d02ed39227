#include "server/selftest/variants.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/type/date.pb.h"

#include "server/calls/call.h"
#include "server/runtime/civil.h"
#include "server/selftest/filler.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

// Values of one field that are tried.
constexpr int kMostAttempts = 40;

bool IsDate(const pb::FieldDescriptor& field) {
  return field.message_type() == google::type::Date::descriptor();
}

bool IsMessage(const pb::FieldDescriptor& field) {
  return field.cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE;
}

bool IsSet(const pb::Message& message, const pb::FieldDescriptor& field) {
  const pb::Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

pb::Message& ContentOf(v1::Category category, v1::EntryBody& body) {
  // INVARIANT: every category has a place in EntryBody.
  return *body.GetReflection()->MutableMessage(&body, PlaceOf(category));
}

// Texts that are longer than those of filler.cc, by the name that fields of
// that form bear.
std::vector<std::string> OtherTexts(const pb::FieldDescriptor& field,
                                    const policy::Program& program,
                                    const std::string& text) {
  const std::string& name = field.name();
  if (text == kSecretariat || program.FindPartner(text) != policy::kNoPartner) {
    std::vector<std::string> partners;
    for (size_t i = 0; i < program.partner_count(); ++i) {
      partners.emplace_back(
          program.PartnerId(static_cast<policy::PartnerIndex>(i)));
    }
    return partners;
  }
  if (name == "postal_code") return program.postal_codes();
  if (name == "phone") return {"+3524300000012"};
  if (name == "email") return {"essai.plus.long@example.org"};
  if (name == "communication_reference") return {kOtherReference};
  if (name == "language") return {"ar", "deu"};
  return {absl::StrCat(text, "-plus-long"), absl::StrCat(text, " plus long")};
}

void ShiftDate(int attempt, const pb::FieldDescriptor& field,
               pb::Message& message) {
  auto& date = static_cast<google::type::Date&>(
      *message.GetReflection()->MutableMessage(&message, &field));
  if (date.day() == 0) {  // A month.
    const absl::CivilMonth month(date.year(), date.month());
    const absl::CivilMonth other = attempt == 0 ? month - 1 : month + 1;
    date.set_year(static_cast<int>(other.year()));
    date.set_month(other.month());
    return;
  }
  date = ToDate(ToCivil(date) + (attempt == 0 ? -1 : 1));
}

// Puts the attempt's value in the place of what stands there; false when there
// is none such.
bool Change(int attempt, const pb::FieldDescriptor& field,
            const policy::Program& program, pb::Message& message) {
  const pb::Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case pb::FieldDescriptor::CPPTYPE_MESSAGE:
      if (attempt > 1) return false;
      ShiftDate(attempt, field, message);
      return true;
    case pb::FieldDescriptor::CPPTYPE_ENUM: {
      const int index = attempt + 1;
      if (index >= field.enum_type()->value_count()) return false;
      const int number = field.enum_type()->value(index)->number();
      if (field.is_repeated()) {
        reflection.AddEnumValue(&message, &field, number);
      } else {
        reflection.SetEnumValue(&message, &field, number);
      }
      return true;
    }
    case pb::FieldDescriptor::CPPTYPE_STRING: {
      if (field.is_repeated()) return false;  // The contract has none.
      const auto texts =
          OtherTexts(field, program, reflection.GetString(message, &field));
      if (static_cast<size_t>(attempt) >= texts.size()) return false;
      reflection.SetString(&message, &field,
                           texts[static_cast<size_t>(attempt)]);
      return true;
    }
    case pb::FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, &field,
                         !reflection.GetBool(message, &field));
      return attempt == 0;
    case pb::FieldDescriptor::CPPTYPE_INT32:
      reflection.SetInt32(&message, &field,
                          reflection.GetInt32(message, &field) + 1);
      return attempt == 0;
    default:
      return false;
  }
}

class ValueFinder {
 public:
  ValueFinder(SyntheticGroup& scratch, const policy::Program& program,
              const Scene& scene, const Contribution& found)
      : scratch_(scratch), program_(program), scene_(scene), found_(found) {}

  std::vector<TwoValues> Find() {
    values_ = {.one = found_};
    pb::Message& content = Content();
    std::vector<const pb::FieldDescriptor*> others;
    for (int i = 0; i < content.GetDescriptor()->field_count(); ++i) {
      const pb::FieldDescriptor& field = *content.GetDescriptor()->field(i);
      if (IsOutput(field) || IsSet(content, field)) continue;
      if (!Completed(content, [&] { return Complete(field, content); })) {
        others.push_back(&field);
      }
    }
    VaryAll();
    for (const pb::FieldDescriptor* const field : others) {
      values_ = {.one = found_};
      if (CompleteWithAnother(*field, Content()) ||
          CompleteAlone(*field, Content())) {
        VaryAll();
      }
    }
    return std::move(all_);
  }

 private:
  pb::Message& Content() {
    return ContentOf(values_.one.category, values_.one.body);
  }

  void VaryAll() {
    values_.other = values_.one;
    pb::Message& content =
        ContentOf(values_.other.category, values_.other.body);
    Vary(values_.other, content.GetDescriptor()->name(), content);
    if (!values_.varied.empty()) all_.push_back(std::move(values_));
  }

  // Taken, and taken back.
  bool IsTaken(const Contribution& contribution) {
    const auto made = Deposit(scratch_, contribution, scene_.case_name);
    if (made.ok()) TakeBack(scratch_, contribution, *made);
    return made.ok();
  }

  Filling NewFilling() const {
    const Person& author = *values_.one.author;
    return {.today = scratch_.today(),
            .birth = scene_.birth,
            .family_name = "Essai",
            .given_name = "Dominique",
            .partner = author.owner(),
            .organisation = author.partner,
            .category = values_.one.category,
            .turn = scene_.setting.turn,
            .reference = [this](const pb::FieldDescriptor& field) {
              if (field.name() == "session") return scene_.session;
              return std::string();
            }};
  }

  // What was not completed is as it was.
  template <typename Try>
  static bool Completed(pb::Message& content, Try attempt) {
    const std::unique_ptr<pb::Message> before(content.New());
    before->CopyFrom(content);
    if (attempt()) return true;
    content.CopyFrom(*before);
    return false;
  }

  // Tries the value that fits most, then others of a list, and today.
  bool Complete(const pb::FieldDescriptor& field, pb::Message& content) {
    FillField(NewFilling(), Extent::kAll, field, content);
    if (!IsSet(content, field)) return false;
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
      if (IsTaken(values_.one)) return true;
      if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_ENUM) {
        content.GetReflection()->ClearField(&content, &field);
        if (!Change(attempt, field, program_, content)) return false;
      } else if (IsMessage(field) && !field.is_repeated() && IsDate(field) &&
                 attempt == 0) {
        static_cast<google::type::Date&>(
            *content.GetReflection()->MutableMessage(&content, &field)) =
            ToDate(scratch_.today());
      } else {
        return false;
      }
    }
    return false;
  }

  bool CompleteWithAnother(const pb::FieldDescriptor& field,
                           pb::Message& content) {
    const pb::Descriptor& type = *content.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const pb::FieldDescriptor& list = *type.field(i);
      if (list.is_repeated() || !IsSet(content, list) ||
          list.cpp_type() != pb::FieldDescriptor::CPPTYPE_ENUM) {
        continue;
      }
      for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        const bool is_completed = Completed(content, [&] {
          return Change(attempt, list, program_, content) &&
                 Complete(field, content);
        });
        if (is_completed) return true;
      }
    }
    return false;
  }

  bool CompleteAlone(const pb::FieldDescriptor& field, pb::Message& content) {
    content.Clear();
    return Complete(field, content);
  }

  void Vary(const Contribution& whole, const std::string& path,
            pb::Message& message) {
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const pb::FieldDescriptor& field = *message.GetDescriptor()->field(i);
      if (IsOutput(field) || !IsSet(message, field)) continue;
      const std::string name = absl::StrCat(path, ".", field.name());
      if (IsMessage(field) && !IsDate(field)) {
        const pb::Reflection& reflection = *message.GetReflection();
        Vary(whole, name,
             field.is_repeated()
                 ? *reflection.MutableRepeatedMessage(&message, &field, 0)
                 : *reflection.MutableMessage(&message, &field));
        continue;
      }
      VaryField(whole, name, field, message);
    }
  }

  void VaryField(const Contribution& whole, const std::string& name,
                 const pb::FieldDescriptor& field, pb::Message& message) {
    const std::unique_ptr<pb::Message> before(message.New());
    before->CopyFrom(message);
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
      if (!Change(attempt, field, program_, message)) break;
      if (message.SerializeAsString() != before->SerializeAsString() &&
          IsTaken(whole)) {
        values_.varied.insert(name);
        return;
      }
      message.CopyFrom(*before);
    }
    message.CopyFrom(*before);
  }

  SyntheticGroup& scratch_;
  const policy::Program& program_;
  const Scene& scene_;
  const Contribution& found_;
  TwoValues values_;  // In the making.
  std::vector<TwoValues> all_;
};

void AddFields(const std::string& path, const pb::Descriptor& type,
               std::set<std::string>& fields) {
  for (int i = 0; i < type.field_count(); ++i) {
    const pb::FieldDescriptor& field = *type.field(i);
    if (IsOutput(field)) continue;
    const std::string name = absl::StrCat(path, ".", field.name());
    if (IsMessage(field) && !IsDate(field)) {
      AddFields(name, *field.message_type(), fields);
    } else {
      fields.insert(name);
    }
  }
}

}  // namespace

std::vector<TwoValues> FindValues(SyntheticGroup& scratch,
                                  const policy::Program& program,
                                  const Scene& scene,
                                  const Contribution& found) {
  return ValueFinder(scratch, program, scene, found).Find();
}

std::optional<TwoValues> AlikeIn(uint64_t fields, const TwoValues& values) {
  TwoValues alike = values;
  const pb::Message& from = ContentOf(alike.one.category, alike.one.body);
  pb::Message& content = ContentOf(alike.other.category, alike.other.body);
  const std::unique_ptr<pb::Message> shown(content.New());
  shown->CopyFrom(from);
  const pb::Descriptor& type = *content.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const pb::FieldDescriptor& field = *type.field(i);
    const bool is_alike = (fields >> field.number() & 1) != 0;
    pb::Message& other_than = is_alike ? content : *shown;
    other_than.GetReflection()->ClearField(&other_than, &field);
    if (!is_alike) continue;
    const std::string prefix = absl::StrCat(type.name(), ".", field.name());
    for (auto each = alike.varied.begin(); each != alike.varied.end();) {
      const bool is_of =
          *each == prefix || each->rfind(absl::StrCat(prefix, "."), 0) == 0;
      each = is_of ? alike.varied.erase(each) : std::next(each);
    }
  }
  content.MergeFrom(*shown);
  if (alike.varied.empty()) return std::nullopt;
  return alike;
}

std::set<std::string> FieldsOf(v1::Category category) {
  std::set<std::string> fields;
  const pb::FieldDescriptor* const place = PlaceOf(category);
  if (place != nullptr) {
    AddFields(place->message_type()->name(), *place->message_type(), fields);
  }
  return fields;
}

}  // namespace sceau::selftest
