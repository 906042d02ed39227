#include "server/cases/explainer.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/recorded_call.h"
#include "server/cases/case_decision.h"
#include "server/cases/case_loader.h"

namespace sceau {
namespace {

void AddExplained(const policy::Program& program, uint16_t rule,
                  v1::ExplainResponse& out) {
  v1::ExplainedRule& line = *out.add_rules();
  line.set_article(program.rule(rule).article);
  line.set_reason(program.rule(rule).reason_fr);
}

v1::ExplainResponse ExplanationOf(const Call& call,
                                  const v1::ExplainRequest& request,
                                  const policy::Decision& decision) {
  const policy::Program& program = *call.charter->program;
  v1::ExplainResponse out;
  out.set_allowed(decision.allowed);
  out.set_charter_version(
      CharterVersionName::Of(call.group, call.charter->version).ToString());
  v1::ExplainedRule& of_category = *out.mutable_category_rule();
  of_category.set_article(std::string(program.ArticleFor(request.category())));
  of_category.set_reason(std::string(program.ReasonFor(request.category())));
  if (decision.allowed) {
    for (size_t i = 0; i < decision.rule_count; ++i) {
      AddExplained(program, decision.rules[i], out);
    }
    out.set_way(v1::LAWFUL_WAY_NONE_NEEDED);
    return out;
  }
  // Nothing from here on looks at the case.
  const std::vector<uint16_t> rules =
      program.RulesFor(call.caller.partner_index, call.caller.role,
                       request.category(), request.operation());
  for (const uint16_t rule : rules) AddExplained(program, rule, out);
  const bool in_some_relation = !rules.empty();
  out.set_way(in_some_relation ? v1::LAWFUL_WAY_ASK_COORDINATOR
                               : v1::LAWFUL_WAY_ASK_CHARTER_OFFICER);
  out.set_contact(in_some_relation ? program.contacts().coordinator
                                   : program.contacts().charter_officer);
  return out;
}

absl::Status CheckExplainShape(const v1::ExplainRequest& request) {
  if (!v1::Category_IsValid(request.category()) ||
      request.category() == v1::CATEGORY_UNSPECIFIED) {
    return FieldError("category", "one of the twenty");
  }
  if (request.operation() != v1::OPERATION_READ &&
      request.operation() != v1::OPERATION_CONTRIBUTE) {
    return FieldError("operation", "READ or CONTRIBUTE");
  }
  return absl::OkStatus();
}

}  // namespace

void Explainer::Explain(const Call& call, const v1::ExplainRequest& request,
                        v1::ExplainResponse* response, Finish finish) const {
  const auto name = CaseName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const absl::Status shape = CheckExplainShape(request);
  if (!shape.ok()) return finish(shape, std::nullopt);
  LeafDraft leaf = DraftLeaf(call, v1::OPERATION_EXPLAIN, Outcome::kAllowed);
  leaf.resources.push_back(
      rooms_.journal.pseudonyms().Of(kCaseRowKind, name->id()));
  absl::Status status = DecideRoleOperation(call, v1::OPERATION_EXPLAIN, leaf);
  v1::ExplainResponse answer;
  if (status.ok()) {
    const absl::StatusOr<LoadedCase> loaded = LoadCase(rooms_, *name);
    status = loaded.status();
    if (loaded.ok()) {
      const CaseAsker asker(call, rooms_.agenda, name->id(), loaded->facts);
      policy::Decision decision =
          asker.Decide(asker.About(request.operation(), request.category()));
      if (!loaded->exists) decision = {};
      answer = ExplanationOf(call, request, decision);
    }
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(rooms_.journal.writer(), std::move(leaf), std::move(status),
                  std::move(answer), response, std::move(finish));
}

}  // namespace sceau
