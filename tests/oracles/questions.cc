// Prints what an oracle in another language needs: a charter as JSON on the
// first line, then a question a line with what the program that serves answers.
//   oracle_questions COUNT [SEED]
// Field names are Question's; enums are their names without prefix. `field` is
// one field of the category, or "" for the category itself: `allowed` says
// whether that is shown (READ) or may be set (the rest).
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/json_util.h"

#include "nlohmann/json.hpp"
#include "policy/compile/table_builder.h"
#include "policy/decide/program.h"
#include "tests/policy/random_question.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

// CATEGORY_CONTACT_DETAILS -> the message of the category.
const google::protobuf::Descriptor* ContentOf(v1::Category category) {
  const auto* field = v1::EntryBody::descriptor()->FindFieldByNumber(
      100 + static_cast<int>(category));
  return field == nullptr ? nullptr : field->message_type();
}

std::string After(absl::string_view prefix, const std::string& name) {
  return name.substr(prefix.size());
}

// MUNICIPAL_MEASURE_KIND_CIVIC_REMINDER -> "civic_reminder", as the charter
// writes it.
std::string KindOf(const google::protobuf::Descriptor* content, int kind) {
  const auto* field =
      content == nullptr ? nullptr : content->FindFieldByName("kind");
  if (kind == 0 || field == nullptr || field->enum_type() == nullptr) return "";
  const auto* list = field->enum_type();
  const auto* value = list->FindValueByNumber(kind);
  if (value == nullptr) return "";
  const size_t prefix =
      list->FindValueByNumber(0)->name().size() - sizeof("UNSPECIFIED") + 1;
  return absl::AsciiStrToLower(value->name().substr(prefix));
}

nlohmann::json Line(const Program& program, const Question& q,
                    RandomQuestions& random) {
  const auto* content = ContentOf(q.category);
  const Decision decision = program.Decide(q);
  bool allowed = decision.allowed;
  std::string field;
  if (content != nullptr && random.Chance(2)) {
    const auto* chosen = content->field(random.Below(content->field_count()));
    field = chosen->name();
    allowed =
        allowed &&
        (decision.fields >> static_cast<unsigned>(chosen->number()) & 1) != 0;
  }
  const auto flag = [](unsigned set, unsigned bit) { return (set & bit) != 0; };
  return {
      {"operation", After("OPERATION_", v1::Operation_Name(q.operation))},
      {"category", content == nullptr ? "" : content->name()},
      {"field", field},
      {"partner", program.PartnerId(q.partner)},
      {"role", After("ROLE_", v1::Role_Name(q.role))},
      {"unsigned", flag(q.standing, kUnsigned)},
      {"suspended", flag(q.standing, kSuspended)},
      {"recused", flag(q.standing, kRecused)},
      {"out_of_term", flag(q.standing, kOutOfTerm)},
      {"session", flag(q.relations, kSession)},
      {"lead_worker", flag(q.relations, kLeadWorker)},
      {"open_action", flag(q.relations, kOpenAction)},
      {"contributor", flag(q.relations, kContributor)},
      {"own_referral", flag(q.relations, kOwnReferral)},
      {"typed_sender", flag(q.relations, kTypedSender)},
      {"pending_validation", flag(q.relations, kPendingValidation)},
      {"open_request", flag(q.relations, kOpenRequest)},
      {"written_basis", flag(q.conditions, kWrittenBasis)},
      {"agreement", flag(q.conditions, kAgreement)},
      {"age", static_cast<int>(q.age)},
      {"in_school", q.in_school},
      {"state", After("CASE_STATE_", v1::CaseState_Name(q.state))},
      {"notice_given", q.notice_given},
      {"is_entry", q.is_entry},
      {"own", q.own},
      {"narrowed_out", q.narrowed_out},
      {"asked", q.asked},
      {"carried", q.carried},
      {"kind", KindOf(content, q.kind)},
      {"value_A", flag(q.value_classes, kClassA)},
      {"value_B", flag(q.value_classes, kClassB)},
      {"value_B_SCHOOL", flag(q.value_classes, kClassBSchool)},
      {"value_B_OFFENCE", flag(q.value_classes, kClassBOffence)},
      {"value_C", flag(q.value_classes, kClassC)},
      {"allowed", allowed},
  };
}

int Print(int count, uint64_t seed) {
  const Charter& charter = ReferenceCharter();
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(charter, &text, options)
           .ok()) {
    return EXIT_FAILURE;
  }
  std::printf("%s\n", text.c_str());
  const Program program(BuildTables(charter));
  // Fields are drawn apart, so that the questions are those that
  // tests/bench/decide_figures measures with the same seed.
  RandomQuestions random(seed);
  RandomQuestions fields(seed);
  for (int i = 0; i < count; ++i) {
    const Question question = random.Next(program.partner_count());
    std::printf("%s\n", Line(program, question, fields).dump().c_str());
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace sceau::policy

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 0;
  if (count <= 0) {
    std::fprintf(stderr, "usage: oracle_questions COUNT [SEED]\n");
    return 2;
  }
  const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  return sceau::policy::Print(count, seed);
}
