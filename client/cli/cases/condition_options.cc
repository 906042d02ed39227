#include "client/cli/cases/condition_options.h"

#include "client/cli/words/values.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

absl::StatusOr<v1::Condition> ReadBasis(const ConditionOptions& options,
                                        Context& context) {
  if (options.basis.empty() || options.authority.empty() ||
      options.reference.empty() || options.basis_date.empty()) {
    return UsageError(context.Text("condition.a-written-basis-is"));
  }
  v1::Condition condition;
  v1::WrittenBasis& basis = *condition.mutable_written_basis();
  ASSIGN_OR_RETURN(
      const v1::WrittenBasisKind kind,
      ReadEnum<v1::WrittenBasisKind>(options.basis, context.labels()));
  basis.set_kind(kind);
  basis.set_authority(options.authority);
  basis.set_reference(options.reference);
  ASSIGN_OR_RETURN(*basis.mutable_date(),
                   ReadDate(options.basis_date, "--date-base", context.today(),
                            context.labels()));
  return condition;
}

absl::StatusOr<v1::Condition> ReadAgreement(const ConditionOptions& options,
                                            Context& context) {
  if (options.agreement.empty() || options.agreement_date.empty()) {
    return UsageError(context.Text("condition.an-agreement-is-given"));
  }
  v1::Condition condition;
  v1::Agreement& agreement = *condition.mutable_agreement();
  ASSIGN_OR_RETURN(
      const v1::NoticeRecipient given_by,
      ReadEnum<v1::NoticeRecipient>(options.agreement, context.labels()));
  agreement.set_given_by(given_by);
  ASSIGN_OR_RETURN(*agreement.mutable_date(),
                   ReadDate(options.agreement_date, "--date-accord",
                            context.today(), context.labels()));
  return condition;
}

}  // namespace

void AddConditionOptions(Commands& commands, CLI::App& command,
                         ConditionOptions& options) {
  command.add_option("--base,--basis", options.basis,
                     commands.Text("condition.option-basis"));
  command.add_option("--autorite,--authority", options.authority,
                     commands.Text("condition.option-authority"));
  command.add_option("--reference", options.reference,
                     commands.Text("condition.option-reference"));
  command.add_option("--date-base,--basis-date", options.basis_date,
                     commands.Text("condition.option-basis-date"));
  command.add_option("--accord,--agreement", options.agreement,
                     commands.Text("condition.option-agreement"));
  command.add_option("--date-accord,--agreement-date", options.agreement_date,
                     commands.Text("condition.option-basis-date"));
  command.add_option("--jusqu-au,--until", options.end,
                     commands.Text("condition.option-until"));
}

absl::StatusOr<std::vector<v1::Condition>> ReadConditions(
    const ConditionOptions& options, Context& context) {
  std::vector<v1::Condition> conditions;
  if (!options.basis.empty() || !options.authority.empty() ||
      !options.reference.empty() || !options.basis_date.empty()) {
    ASSIGN_OR_RETURN(conditions.emplace_back(), ReadBasis(options, context));
  }
  if (!options.agreement.empty() || !options.agreement_date.empty()) {
    ASSIGN_OR_RETURN(conditions.emplace_back(),
                     ReadAgreement(options, context));
  }
  if (!options.end.empty()) {
    for (v1::Condition& condition : conditions) {
      ASSIGN_OR_RETURN(*condition.mutable_end(),
                       ReadDate(options.end, "--jusqu-au", context.today(),
                                context.labels()));
    }
  }
  return conditions;
}

}  // namespace sceau
