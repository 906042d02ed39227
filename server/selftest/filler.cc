#include "server/selftest/filler.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

#include "server/runtime/civil.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

// Nested messages below a request; the contract's are five at most.
constexpr int kMaxDepth = 8;
// Days ahead of what lies in the future.
constexpr int kDaysAhead = 30;

bool HasBehavior(const pb::FieldDescriptor& field,
                 google::api::FieldBehavior behavior) {
  const pb::FieldOptions& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) {
      return true;
    }
  }
  return false;
}

// Texts that have a form of their own, by the name that fields of that form
// bear throughout the contract.
std::string TextFor(const Filling& filling, const pb::FieldDescriptor& field) {
  const std::string& name = field.name();
  struct Form {
    const char* name;
    const char* text;
  };
  static constexpr Form kForms[] = {
      {"phone", "+33233000000"},     {"email", "essai@example.org"},
      {"line", "12 rue des Tisons"}, {"postal_code", "61000"},
      {"locality", "Alençon"},       {"language", "fr"},
      {"authority", "Direction"},    {"reference", "PC-1"},
      {"display_name", "Essai"},     {"contact_name", "Essai"},
  };
  for (const Form& form : kForms) {
    if (name == form.name) return form.text;
  }
  if (name == "communication_reference") return "PC-1";
  if (name == "family_name") return filling.family_name;
  if (name == "given_name") return filling.given_name;
  if (name == "partner" || name == "narrowed_to" || name == "recorded_by" ||
      name == "named_partners") {
    return filling.organisation;
  }
  if (name == "organisation") {
    return field.containing_type()->name() == "Origin" ||
                   field.containing_type()->name() == "Referral"
               ? filling.partner
               : filling.organisation;
  }
  if (name == "pilot" || name == "observed_by") return filling.organisation;
  if (name == "source") return std::string(filling.charter);
  if (name == "certificate") return filling.certificate;
  if (name == "request_id") return filling.request_id;
  // The first page.
  if (name == "page_token") return "";
  return "essai";
}

absl::CivilDay DayFor(const Filling& filling, const std::string& name) {
  if (name == "birth_date") return filling.birth;
  const bool ahead = absl::StartsWith(name, "end") || name == "until" ||
                     absl::StartsWith(name, "due") ||
                     absl::StartsWith(name, "review");
  return ahead ? filling.today + kDaysAhead : filling.today;
}

// The last of a closed list: the least that can be said. Purposes, views,
// operations: the first, which is one that fits.
int NumberFor(const Filling& filling, const pb::FieldDescriptor& field) {
  const pb::EnumDescriptor& list = *field.enum_type();
  if (&list == v1::Category_descriptor()) return filling.category;
  if (&list == v1::DecisionCode_descriptor()) {
    return v1::DECISION_CODE_FOLLOW_UP;
  }
  const bool content = CategoryOfField(field) != v1::CATEGORY_UNSPECIFIED;
  const int kinds = list.value_count() - 1;
  if (content && field.name() == "kind" && kinds > 0) {
    return list.value(kinds - filling.turn % kinds)->number();
  }
  return list
      .value(content ? list.value_count() - 1
                     : std::min(1, list.value_count() - 1))
      ->number();
}

class MessageFiller {
 public:
  MessageFiller(const Filling& filling, Extent extent)
      : filling_(filling), extent_(extent) {}

  void FillAll(pb::Message& message, int depth) const {
    if (depth > kMaxDepth) return;
    const pb::Descriptor& type = *message.GetDescriptor();
    const pb::Reflection& reflection = *message.GetReflection();
    for (int i = 0; i < type.field_count(); ++i) {
      const pb::FieldDescriptor& field = *type.field(i);
      if (IsOutput(field) || IsSet(message, field)) continue;
      const pb::OneofDescriptor* const choice = field.real_containing_oneof();
      if (choice != nullptr) {
        const bool first = choice->field(0) == &field;
        if (!first || reflection.HasOneof(message, choice)) continue;
      } else if (extent_ == Extent::kRequired && !IsRequired(field) &&
                 !IsAlways(field)) {
        continue;
      }
      FillOne(field, message, depth);
    }
  }

  void FillOne(const pb::FieldDescriptor& field, pb::Message& message,
               int depth) const {
    const pb::Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case pb::FieldDescriptor::CPPTYPE_MESSAGE:
        FillMessage(field.is_repeated()
                        ? *reflection.AddMessage(&message, &field)
                        : *reflection.MutableMessage(&message, &field),
                    field, depth);
        break;
      case pb::FieldDescriptor::CPPTYPE_STRING:
        SetText(field, message);
        break;
      case pb::FieldDescriptor::CPPTYPE_ENUM:
        if (field.is_repeated()) {
          reflection.AddEnumValue(&message, &field, NumberFor(filling_, field));
        } else {
          reflection.SetEnumValue(&message, &field, NumberFor(filling_, field));
        }
        break;
      default:
        SetNumber(field, message);
        break;
    }
  }

 private:
  // What every request bears that has it.
  static bool IsAlways(const pb::FieldDescriptor& field) {
    return field.name() == "purpose" || field.name() == "etag";
  }

  static bool IsSet(const pb::Message& message,
                    const pb::FieldDescriptor& field) {
    const pb::Reflection& reflection = *message.GetReflection();
    return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                               : reflection.HasField(message, &field);
  }

  void FillMessage(pb::Message& inner, const pb::FieldDescriptor& field,
                   int depth) const {
    if (inner.GetDescriptor() == google::type::Date::descriptor()) {
      auto& date = static_cast<google::type::Date&>(inner);
      date = ToDate(DayFor(filling_, field.name()));
      // A month is a date without a day.
      if (field.name() == "since" || field.name() == "exit_month") {
        date.set_day(0);
      }
    } else if (inner.GetDescriptor() == pb::Timestamp::descriptor()) {
      static_cast<pb::Timestamp&>(inner).set_seconds(
          (filling_.today - absl::CivilDay(1970, 1, 1)) *
          int64_t{24 * 60 * 60});
    } else if (inner.GetDescriptor() == v1::EntryBody::descriptor() &&
               filling_.body != nullptr) {
      static_cast<v1::EntryBody&>(inner) = *filling_.body;
    } else {
      FillAll(inner, depth + 1);
    }
  }

  void SetText(const pb::FieldDescriptor& field, pb::Message& message) const {
    std::string text;
    if (field.name() == "etag" && filling_.etag != nullptr) {
      text = filling_.etag(message);
    } else if (KindOf(field) == v1::FIELD_KIND_REFERENCE ||
               field.name() == "member" || field.name() == "session") {
      text = filling_.reference == nullptr ? "" : filling_.reference(field);
    } else {
      text = TextFor(filling_, field);
    }
    if (text.empty()) return;
    if (field.is_repeated()) {
      message.GetReflection()->AddString(&message, &field, text);
    } else {
      message.GetReflection()->SetString(&message, &field, text);
    }
  }

  static void SetNumber(const pb::FieldDescriptor& field,
                        pb::Message& message) {
    const pb::Reflection& reflection = *message.GetReflection();
    if (field.is_repeated()) return;  // The contract has none.
    switch (field.cpp_type()) {
      case pb::FieldDescriptor::CPPTYPE_BOOL:
        reflection.SetBool(&message, &field, true);
        break;
      case pb::FieldDescriptor::CPPTYPE_INT32:
        reflection.SetInt32(&message, &field, 2);
        break;
      case pb::FieldDescriptor::CPPTYPE_INT64:
        reflection.SetInt64(&message, &field, 2);
        break;
      case pb::FieldDescriptor::CPPTYPE_UINT64:
        // A leaf of a tree that is larger.
        reflection.SetUInt64(
            &message, &field,
            absl::EndsWith(field.name(), "size") ? uint64_t{2} : uint64_t{1});
        break;
      default:
        break;
    }
  }

  const Filling& filling_;
  const Extent extent_;
};

}  // namespace

v1::FieldKind KindOf(const pb::FieldDescriptor& field) {
  if (field.options().HasExtension(v1::kind)) {
    return field.options().GetExtension(v1::kind);
  }
  return field.containing_type()->options().GetExtension(v1::holds);
}

v1::Category CategoryOfField(const pb::FieldDescriptor& field) {
  if (field.options().HasExtension(v1::category)) {
    return field.options().GetExtension(v1::category);
  }
  return field.containing_type()->options().GetExtension(v1::content);
}

bool IsOutput(const pb::FieldDescriptor& field) {
  return HasBehavior(field, google::api::OUTPUT_ONLY);
}

bool IsRequired(const pb::FieldDescriptor& field) {
  return HasBehavior(field, google::api::REQUIRED);
}

void Fill(const Filling& filling, Extent extent, pb::Message& message) {
  MessageFiller(filling, extent).FillAll(message, 0);
}

void FillField(const Filling& filling, Extent extent,
               const pb::FieldDescriptor& field, pb::Message& message) {
  MessageFiller(filling, extent).FillOne(field, message, 0);
}

}  // namespace sceau::selftest
