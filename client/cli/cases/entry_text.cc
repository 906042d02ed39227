#include "client/cli/cases/entry_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "google/api/field_behavior.pb.h"
#include "google/type/date.pb.h"

#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "proto/text/fault.h"
#include "proto/text/nearest.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// A body stands at 100 + category (category.proto).
constexpr int kEntryFieldBase = 100;
// Deepest nesting of a file; an entry needs 4.
constexpr int kMaxDepth = 10;

bool Has(const FieldDescriptor& field, google::api::FieldBehavior behavior) {
  const auto& options = field.options();
  const int count = options.ExtensionSize(google::api::field_behavior);
  for (int i = 0; i < count; ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) {
      return true;
    }
  }
  return false;
}

std::string Comment(absl::string_view text, const std::string& indent) {
  const std::string margin = indent + "# ";
  return Paragraph(text, margin, margin);
}

std::string ScalarText(const FieldDescriptor& field, const Labels& labels) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return labels.Text("entry.value");
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true";
    case FieldDescriptor::CPPTYPE_INT32:
      return "1";
    default:
      return "\"\"";
  }
}

void AppendFields(const Descriptor& message, const std::string& indent,
                  const Labels& labels, std::string& text);

void AppendField(const FieldDescriptor& field, const std::string& indent,
                 const Labels& labels, std::string& text) {
  const bool required = Has(field, google::api::REQUIRED);
  const std::string note = labels.Text(
      "entry.field", {{"field", labels.Field(field)},
                      {"required", required ? "yes" : "no"},
                      {"repeated", field.is_repeated() ? "yes" : "no"}});
  absl::StrAppend(&text, Comment(note, indent));
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const auto& type = *field.enum_type();
    for (int i = 1; i < type.value_count(); ++i) {
      absl::StrAppend(
          &text,
          Paragraph(labels.Value(*type.value(i)),
                    absl::StrCat(indent, "#   ", type.value(i)->name(), "  "),
                    indent + "#       "));
    }
  }
  // What is optional is there to be uncommented.
  const std::string start = required ? indent : indent + "# ";
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    absl::StrAppend(&text, start, field.name(), ": ", ScalarText(field, labels),
                    "\n");
    return;
  }
  if (field.message_type() == google::type::Date::descriptor()) {
    absl::StrAppend(&text, start, field.name(), " { year: 2026 month: 1",
                    IsMonth(field) ? "" : " day: 1", " }\n");
    return;
  }
  absl::StrAppend(&text, start, field.name(), " {\n");
  AppendFields(*field.message_type(), start + "  ", labels, text);
  absl::StrAppend(&text, start, "}\n");
}

void AppendFields(const Descriptor& message, const std::string& indent,
                  const Labels& labels, std::string& text) {
  for (int i = 0; i < message.field_count(); ++i) {
    if (Has(*message.field(i), google::api::OUTPUT_ONLY)) continue;
    AppendField(*message.field(i), indent, labels, text);
  }
}

// A word that could stand in a file, and what people call it.
struct Choice {
  std::string name = {};
  std::string label = {};
};

std::string LabelOf(const FieldDescriptor& field, const Labels& labels) {
  return field.containing_type() == v1::EntryBody::descriptor()
             ? labels.Category(
                   static_cast<v1::Category>(field.number() - kEntryFieldBase))
             : labels.Field(field);
}

// Those of ChoicesOf that a person may write.
std::vector<Choice> WritableChoices(const TextFault& fault,
                                    const Labels& labels) {
  std::vector<Choice> choices;
  for (const std::string& name : ChoicesOf(fault)) {
    if (fault.kind == TextFault::Kind::kUnknownValue) {
      const auto& type = *fault.field->enum_type();
      choices.push_back({name, labels.Value(*type.FindValueByName(name))});
      continue;
    }
    const FieldDescriptor& field = *fault.message->FindFieldByName(name);
    if (Has(field, google::api::OUTPUT_ONLY)) continue;
    choices.push_back({name, LabelOf(field, labels)});
  }
  return choices;
}

// What is wrong, how to mend it, and the words there are with their labels.
std::string Explain(const TextFault& fault, const Labels& labels) {
  const FaultWords words = WordsOf(fault, labels.language());
  const std::vector<Choice> choices = WritableChoices(fault, labels);
  std::string remedy = words.remedy;
  std::string list;
  if (!choices.empty()) {
    std::vector<std::string> names;
    for (const Choice& choice : choices) names.push_back(choice.name);
    const std::string nearest = Nearest(fault.subject, names);
    remedy = nearest.empty()
                 ? labels.Text("entry.choose-below")
                 : labels.Text("entry.write", {{"nearest", nearest}});
    for (const Choice& choice : choices) {
      const std::string margin = absl::StrCat("\n  ", choice.name, "  ");
      absl::StrAppend(&list, margin,
                      choice.label == choice.name ? "" : choice.label);
    }
    list = labels.Text("entry.what-may-be-written-here", {{"list", list}});
  }
  return labels.Text("entry.line-column", {{"line", fault.line},
                                           {"column", fault.column},
                                           {"message", words.message},
                                           {"remedy", remedy},
                                           {"list", list}});
}

}  // namespace

std::string EntryTemplate(v1::Category category, const Labels& labels) {
  const FieldDescriptor* body = v1::EntryBody::descriptor()->FindFieldByNumber(
      kEntryFieldBase + static_cast<int>(category));
  if (body == nullptr) return "";
  std::string text = Comment(labels.Category(category), "");
  absl::StrAppend(
      &text, Comment(labels.Text("entry.replace-the-values-take"), ""), "#\n",
      Comment(labels.vocabulary().Message("SILENCE_IS_LAWFUL",
                                          labels.language(), {}),
              ""),
      "\nbody {\n  ", body->name(), " {\n");
  AppendFields(*body->message_type(), "    ", labels, text);
  absl::StrAppend(&text, "  }\n}\n\n",
                  Comment(labels.Text("entry.fewer-readers-than-the"), ""),
                  "# narrowed_to: \"mission-locale\"\n\n",
                  Comment(labels.Text("entry.where-the-charter-asks"), ""),
                  "# conditions { written_basis {\n"
                  "#   kind: WRITTEN_BASIS_KIND_HIERARCHY_AUTHORISATION\n"
                  "#   authority: \"\" reference: \"\"\n"
                  "#   date { year: 2026 month: 1 day: 1 } } }\n"
                  "# conditions { agreement {\n"
                  "#   given_by: NOTICE_RECIPIENT_PERSON\n"
                  "#   date { year: 2026 month: 1 day: 1 } } }\n");
  return text;
}

absl::StatusOr<v1::Entry> ParseEntry(absl::string_view text,
                                     const Labels& labels) {
  v1::Entry entry;
  if (const auto fault = ReadText(text, kMaxDepth, entry)) {
    return RefusedError(
        absl::StrCat(labels.Text("entry.entry-not-understood-nothing"),
                     Explain(*fault, labels)));
  }
  if (CategoryOf(entry.body()) == v1::CATEGORY_UNSPECIFIED) {
    return RefusedError(labels.Text("entry.the-entry-says-nothing"));
  }
  return entry;
}

}  // namespace sceau
