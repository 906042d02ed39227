#include "server/selftest/comparison.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "nlohmann/json.hpp"
#include "proto/contract/details.h"
#include "server/selftest/filler.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

std::string SizeOf(const pb::FieldDescriptor& field, const std::string& text) {
  const bool is_note = field.type() == pb::FieldDescriptor::TYPE_STRING;
  return absl::StrCat("#", is_note ? SizeWithoutNumbers(text) : text.size());
}

bool IsTakenOut(const pb::FieldDescriptor& field) {
  return field.cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING &&
         (KindOf(field) == v1::FIELD_KIND_PROOF ||
          field.name() == "next_page_token");
}

// Texts that were taken out, and what stands in their place.
using Proofs = std::map<std::string, std::string>;

std::vector<const pb::FieldDescriptor*> SetFields(const pb::Message& message) {
  std::vector<const pb::FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

// Puts what `change` makes of each text of the field in its place.
template <typename Change>
void ChangeTexts(const pb::FieldDescriptor& field, Change change,
                 pb::Message& message) {
  const pb::Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    reflection.SetString(&message, &field,
                         change(reflection.GetString(message, &field)));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    reflection.SetRepeatedString(
        &message, &field, i,
        change(reflection.GetRepeatedString(message, &field, i)));
  }
}

template <typename Visit>
void ForEachMutable(const pb::FieldDescriptor& field, Visit visit,
                    pb::Message& message) {
  const pb::Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    return visit(*reflection.MutableMessage(&message, &field));
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    visit(*reflection.MutableRepeatedMessage(&message, &field, i));
  }
}

void TakeOutProofs(pb::Message& message, Proofs& proofs) {
  for (const pb::FieldDescriptor* const field : SetFields(message)) {
    if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
      ForEachMutable(
          *field,
          [&proofs](pb::Message& inner) { TakeOutProofs(inner, proofs); },
          message);
    } else if (IsTakenOut(*field)) {
      ChangeTexts(
          *field,
          [&proofs, field](const std::string& text) {
            return proofs[text] = SizeOf(*field, text);
          },
          message);
    }
  }
}

void TakeOutCopies(const Proofs& proofs, nlohmann::json& json) {
  if (json.is_string()) {
    const auto proof = proofs.find(json.get<std::string>());
    if (proof != proofs.end()) json = proof->second;
  } else if (json.is_structured()) {
    for (nlohmann::json& inner : json) TakeOutCopies(proofs, inner);
  }
}

// What is signed says its proofs again, as JSON.
void TakeOutCopies(const Proofs& proofs, pb::Message& message) {
  for (const pb::FieldDescriptor* const field : SetFields(message)) {
    if (field->type() != pb::FieldDescriptor::TYPE_BYTES) continue;
    ChangeTexts(
        *field,
        [&proofs](const std::string& text) {
          nlohmann::json json = nlohmann::json::parse(
              text, /*callback=*/nullptr, /*allow_exceptions=*/false);
          if (json.is_discarded()) return text;
          TakeOutCopies(proofs, json);
          return json.dump();
        },
        message);
  }
}

template <typename Visit>
void ForEachMessage(const pb::Message& message,
                    const pb::FieldDescriptor& field, Visit visit) {
  const pb::Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    return visit(reflection.GetMessage(message, &field), -1);
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    visit(reflection.GetRepeatedMessage(message, &field, i), i);
  }
}

// The path of the first field in which the two differ.
std::string FirstDifference(const pb::Message& one, const pb::Message& other) {
  const pb::Descriptor& type = *one.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const pb::FieldDescriptor& field = *type.field(i);
    const std::unique_ptr<pb::Message> left(one.New());
    const std::unique_ptr<pb::Message> right(other.New());
    const auto keep = [&field](const pb::Message& from, pb::Message& to) {
      to.CopyFrom(from);
      for (const pb::FieldDescriptor* const each : SetFields(from)) {
        if (each != &field) to.GetReflection()->ClearField(&to, each);
      }
    };
    keep(one, *left);
    keep(other, *right);
    if (left->SerializeAsString() == right->SerializeAsString()) continue;
    if (field.cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) {
      return field.name();
    }
    const pb::Reflection& reflection = *one.GetReflection();
    if (!field.is_repeated()) {
      const std::string inner =
          FirstDifference(reflection.GetMessage(one, &field),
                          reflection.GetMessage(other, &field));
      return inner.empty() ? field.name()
                           : absl::StrCat(field.name(), ".", inner);
    }
    const int count = reflection.FieldSize(one, &field);
    if (count != reflection.FieldSize(other, &field)) {
      return absl::StrCat(field.name(), "[]");
    }
    for (int j = 0; j < count; ++j) {
      const std::string inner =
          FirstDifference(reflection.GetRepeatedMessage(one, &field, j),
                          reflection.GetRepeatedMessage(other, &field, j));
      if (!inner.empty()) {
        return absl::StrCat(field.name(), "[", j, "].", inner);
      }
    }
    return absl::StrCat(field.name(), "[]");
  }
  return "";
}

std::string Details(const absl::Status& status) {
  std::string text(status.message());
  for (const auto& [type, payload] : DetailsOf(status)) {
    absl::StrAppend(&text, "\n", type, "\n", payload);
  }
  return text;
}

}  // namespace

void TakeOut(pb::Message& message) {
  Proofs proofs;
  TakeOutProofs(message, proofs);
  if (!proofs.empty()) TakeOutCopies(proofs, message);
}

std::string Difference(const Ended& one, const Ended& other) {
  if (one.status.code() != other.status.code()) return "code";
  if (Details(one.status) != Details(other.status)) return "details";
  if (one.receipt.has_value() != other.receipt.has_value()) return "receipt";
  if (one.checkpoint_bytes != other.checkpoint_bytes) return "checkpoint";
  if (one.leaves != other.leaves) return "leaves";
  if (one.response->SerializeAsString() ==
      other.response->SerializeAsString()) {
    return "";
  }
  const std::unique_ptr<pb::Message> left(one.response->New());
  const std::unique_ptr<pb::Message> right(other.response->New());
  left->CopyFrom(*one.response);
  right->CopyFrom(*other.response);
  TakeOut(*left);
  TakeOut(*right);
  if (left->SerializeAsString() == right->SerializeAsString()) return "";
  return FirstDifference(*left, *right);
}

size_t ContentBytes(const pb::Message& message) {
  size_t bytes = 0;
  for (const pb::FieldDescriptor* const field : SetFields(message)) {
    if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
      ForEachMessage(
          message, *field, [&bytes, field](const pb::Message& inner, int) {
            bytes += CategoryOfField(*field) == v1::CATEGORY_UNSPECIFIED
                         ? ContentBytes(inner)
                         : inner.ByteSizeLong();
          });
    } else if (CategoryOfField(*field) != v1::CATEGORY_UNSPECIFIED) {
      const std::unique_ptr<pb::Message> alone(message.New());
      alone->CopyFrom(message);
      for (const pb::FieldDescriptor* const other : SetFields(message)) {
        if (other != field)
          alone->GetReflection()->ClearField(alone.get(), other);
      }
      bytes += alone->ByteSizeLong();
    }
  }
  return bytes;
}

}  // namespace sceau::selftest
