#include "policy/compile/compiler.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "policy/compile/before_functions.h"
#include "policy/compile/checker.h"
#include "policy/compile/floor.h"
#include "policy/compile/parser.h"
#include "policy/compile/table_builder.h"

namespace sceau::policy {

namespace {

enum class Origin { kNew, kStored };
enum class Floor { kHeld, kUnheld };

CompileResult Stages(absl::string_view text, Origin origin, Floor floor) {
  ParsedCharter parsed = Parse(text);
  if (!parsed.issues.empty()) return {.issues = std::move(parsed.issues)};
  Charter& charter = *parsed.charter;
  if (origin == Origin::kStored && IsBeforeFunctions(charter)) {
    ReadBeforeFunctions(charter);
  }
  const Place place(parsed.places.get(), Charter::descriptor());
  Findings findings;
  Check(charter, place, findings);
  if (floor == Floor::kHeld) HoldToFloor(charter, place, findings);
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

}  // namespace

CompileResult Compile(absl::string_view text) {
  return Stages(text, Origin::kNew, Floor::kHeld);
}

CompileResult CompileStored(absl::string_view text) {
  return Stages(text, Origin::kStored, Floor::kHeld);
}

std::shared_ptr<const Program> CompileUnheld(absl::string_view text) {
  return Stages(text, Origin::kNew, Floor::kUnheld).program;
}

}  // namespace sceau::policy
