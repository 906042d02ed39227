#include "client/cli/cases/condition_options.h"

#include "client/cli/words/values.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

absl::StatusOr<v1::Condition> ReadBasis(const ConditionOptions& options,
                                        Context& context) {
  if (options.basis.empty() || options.authority.empty() ||
      options.reference.empty() || options.basis_date.empty()) {
    return UsageError(context.In(
        "Une base écrite se dit entière : --base, --autorite, --reference, "
        "--date-base.",
        "A written basis is given whole: --base, --autorite, --reference, "
        "--date-base."));
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
    return UsageError(
        context.In("Un accord se dit entier : --accord et --date-accord.",
                   "An agreement is given whole: --accord and --date-accord."));
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
                     commands.In("Base écrite qui permet de le dire : son type "
                                 "(HIERARCHY_AUTHORISATION, STANDING_ANNEX…)",
                                 "Written basis that allows it: its kind "
                                 "(HIERARCHY_AUTHORISATION, STANDING_ANNEX…)"));
  command.add_option("--autorite,--authority", options.authority,
                     commands.In("… le service qui l'a donnée, jamais une "
                                 "personne",
                                 "… the office it is from, never a person"));
  command.add_option("--reference", options.reference,
                     commands.In("… sa référence", "… its reference"));
  command.add_option("--date-base,--basis-date", options.basis_date,
                     commands.In("… sa date", "… its date"));
  command.add_option(
      "--accord,--agreement", options.agreement,
      commands.In("Accord : de qui (PERSON, ONE_REPRESENTATIVE…)",
                  "Agreement: whose (PERSON, ONE_REPRESENTATIVE…)"));
  command.add_option("--date-accord,--agreement-date", options.agreement_date,
                     commands.In("… sa date", "… its date"));
  command.add_option("--jusqu-au,--until", options.end,
                     commands.In("Fin de la base ou de l'accord",
                                 "End of the basis or the agreement"));
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
