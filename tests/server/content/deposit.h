// A deposit to judge: messages from text, a person of some age, the reference
// charter.
#ifndef SCEAU_TESTS_SERVER_CONTENT_DEPOSIT_H_
#define SCEAU_TESTS_SERVER_CONTENT_DEPOSIT_H_

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "policy/compile/compiler.h"
#include "proto/contract/errors.h"
#include "server/content/validate_entry.h"

namespace sceau::testing {

inline const absl::CivilDay kToday(2026, 11, 22);

inline const policy::Program& ReferenceProgram() {
  static const auto* const result = [] {
    std::ifstream in(absl::StrCat(
        SCEAU_SOURCE_DIR, "/policy/charters/alencon-jeunesse.textproto"));
    return new policy::CompileResult(
        policy::Compile(std::string(std::istreambuf_iterator<char>(in), {})));
  }();
  return *result->program;
}

// Text must be right: a test that mistypes it fails.
template <typename Message>
Message From(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

// "year: 2026 month: 11 day: 22"
inline std::string Text(absl::CivilDay day) {
  return absl::StrCat("{ year: ", day.year(), " month: ", day.month(),
                      " day: ", day.day(), " }");
}
inline std::string Month(absl::CivilDay day) {
  return absl::StrCat("{ year: ", day.year(), " month: ", day.month(), " }");
}

// Someone whose birthday was yesterday, judged today.
inline EntryContext ContextOf(const std::string& owner, int age) {
  EntryContext context;
  context.today = kToday;
  context.referral_day = kToday;
  context.birth = absl::CivilDay(kToday.year() - age, 11, 21);
  context.owner = owner;
  context.program = &ReferenceProgram();
  context.partner_of_member = [](absl::string_view name) -> std::string {
    return name == "groups/g/members/anna" ? "mission-locale" : "";
  };
  return context;
}

// The place of the error, or "" when there is none.
inline std::string FieldOf(const absl::Status& status) {
  return status.ok() ? "" : MetadataOf(status, "field");
}

// Judges the body whose oneof field and content are in `text`.
inline absl::Status Judge(const std::string& text, const EntryContext& context,
                          const std::vector<v1::WrittenBasis>& bases = {}) {
  return ValidateBody(From<v1::EntryBody>(text), context, bases, "body");
}

// `text` n times, separated by blanks.
inline std::string Times(int n, const std::string& text) {
  std::string out;
  for (int i = 0; i < n; ++i) absl::StrAppend(&out, text, " ");
  return out;
}

// The first `n` values of an enum, without the zero: "field: VALUE ...".
template <typename Parse>
std::string Values(const std::string& field, int n, Parse name_of) {
  std::string out;
  for (int i = 1; i <= n; ++i) {
    absl::StrAppend(&out, field, ": ", name_of(i), " ");
  }
  return out;
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SERVER_CONTENT_DEPOSIT_H_
