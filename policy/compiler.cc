#include "policy/compiler.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "policy/checker.h"
#include "policy/floor.h"
#include "policy/parser.h"
#include "policy/table_builder.h"

namespace sceau::policy {

CompileResult Compile(absl::string_view text) {
  ParsedCharter parsed = Parse(text);
  if (!parsed.issues.empty()) return {.issues = std::move(parsed.issues)};
  const Charter& charter = *parsed.charter;
  const Place place(parsed.places.get(), Charter::descriptor());
  Findings findings;
  Check(charter, place, findings);
  HoldToFloor(charter, place, findings);
  Issues issues = findings.Take();
  if (!issues.empty()) {
    std::stable_sort(
        issues.begin(), issues.end(), [](const Issue& a, const Issue& b) {
          return std::tie(a.line, a.column) < std::tie(b.line, b.column);
        });
    return {.issues = std::move(issues)};
  }
  return {.program = std::make_shared<const Program>(BuildTables(charter))};
}

std::shared_ptr<const Program> CompileUnheld(absl::string_view text) {
  const ParsedCharter parsed = Parse(text);
  if (!parsed.issues.empty()) return nullptr;
  Findings findings;
  Check(*parsed.charter, Place(parsed.places.get(), Charter::descriptor()),
        findings);
  if (!findings.Take().empty()) return nullptr;
  return std::make_shared<const Program>(BuildTables(*parsed.charter));
}

}  // namespace sceau::policy
