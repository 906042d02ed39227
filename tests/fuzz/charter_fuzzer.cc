// Whatever stands where a charter is expected: no crash, a program or issues
// and never both, issues that can be printed, and a program that answers. The
// input is tried alone, and as the end of a charter that is whole without it,
// so that the stages behind the checker are reached too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/clock_bounds.h"
#include "policy/compile/compiler.h"
#include "policy/compile/parser.h"
#include "policy/describe/describe.h"

namespace sceau::policy {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

std::string ClassFor(absl::string_view category) {
  if (category == "JudicialMeasure" || category == "SentencePreparation") {
    return "C";
  }
  const bool offence =
      category == "SchoolIncident" || category == "PublicOrderFact" ||
      category == "MunicipalMeasure" || category == "Attendance";
  return offence ? "B_OFFENCE" : "A";
}

// The smallest charter without an issue, with three organisations to grant to.
const std::string& Base() {
  static const std::string& base = *new std::string([] {
    const std::string why = " article: 'a' reason_fr: 'b' }\n";
    std::string text =
        "title: 't' version: 'v' effective_date: '2026-01-01'\n"
        "term_end: '2026-12-31' postal_codes: '61000'\n"
        "contacts { coordinator: 'a' charter_officer: 'a' crip: 'a'\n"
        "data_protection_officer: 'a' support: 'a' prefecture: 'a'\n"
        "controller: 'a' }\n"
        "partners { id: 'state' name: 'a' kind: 'state'\n"
        "function: 'PREFECTURE' }\n"
        "partners { id: 'town' name: 'a' kind: 'local' function: 'TOWN' }\n"
        "partners { id: 'club' name: 'a' kind: 'association'\n"
        "function: 'MEDIATION' }\n"
        "prohibitions { partner: 'club' classes: 'B_OFFENCE' classes: 'C'\n"
        "classes: 'B_SCHOOL'";
    std::string clocks;
    for (const ClockBound& bound : ClockBounds()) {
      absl::StrAppend(&clocks, " ", bound.name, ": ", bound.law);
    }
    absl::StrAppend(&text, why, "clocks {", clocks, " }\n",
                    "subject_gates { category: 'LegalRepresentatives' "
                    "condition: 'minor'",
                    why,
                    "subject_gates { category: 'SentencePreparation' "
                    "condition: 'adult'",
                    why);
    for (const std::string& name : CategoryNames()) {
      absl::StrAppend(&text, "categories { category: '", name, "' class: '",
                      ClassFor(name), "'", why);
    }
    for (const char* value :
         {"Origin.reasons' value: 'SCHOOL_FACTS",
          "Origin.reasons' value: "
          "'INCIVILITIES",
          "Origin.reasons' value: 'PUBLIC_SPACE",
          "Origin.reasons' value: 'GROUP_INFLUENCE",
          "Origin.profile' value: 'FIRST_FACTS",
          "Origin.profile' value: 'REPEATED_FACTS",
          "Origin.profile' value: 'LEAVING_PRISON",
          "MunicipalMeasure.kind' value: 'MUNICIPAL_SETTLEMENT"}) {
      absl::StrAppend(&text, "value_classes { field: '", value,
                      "' class: 'C' }\n");
    }
    for (size_t i = 0; i < kRuleIds; ++i) {
      absl::StrAppend(&text, "rules { id: '", RuleName(static_cast<RuleId>(i)),
                      "'", why);
    }
    Check(Compile(text).program != nullptr);
    return text;
  }());
  return base;
}

void Ask(const Program& program, absl::string_view bytes) {
  Question question;
  question.age = 17;
  question.state = v1::CASE_STATE_ACTIVE;
  question.notice_given = true;
  question.relations = 0xFF;
  for (const char c : bytes.substr(0, 64)) {
    const auto byte = static_cast<unsigned char>(c);
    question.operation = static_cast<v1::Operation>(byte % 37);
    question.category = static_cast<v1::Category>(byte % 22);
    question.partner = static_cast<PartnerIndex>(byte % 3);
    question.role = static_cast<v1::Role>(byte % 8);
    const Decision decision = program.Decide(question);
    Check(decision.allowed == (decision.refusal == Refusal::kNone));
    Check(decision.allowed == (decision.rule_count > 0));
    for (uint8_t i = 0; i < decision.rule_count; ++i) {
      Check(decision.rules[i] < program.rule_count());
    }
  }
}

void TryOne(absl::string_view text, absl::string_view bytes) {
  const CompileResult result = Compile(text);
  Check((result.program == nullptr) == !result.issues.empty());
  for (const Issue& issue : result.issues) {
    for (const Language language : {Language::kFrench, Language::kEnglish}) {
      const std::string line = DescribeLine("charter", issue, language);
      Check(IsUtf8(line) && line.find('\n') == std::string::npos);
    }
  }
  if (result.program != nullptr) Ask(*result.program, bytes);
}

}  // namespace
}  // namespace sceau::policy

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  sceau::policy::TryOne(bytes, bytes);
  sceau::policy::TryOne(absl::StrCat(sceau::policy::Base(), bytes), bytes);
  return 0;
}
