// sceau decision propose|validate
#include <string>

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/change_entry.h"
#include "client/cli/cases/find_entry.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"

namespace sceau::command_decision {
namespace {

struct Options {
  EntryReference entry = {};
  std::string code = {};
  std::string date = {};
  std::string reason = {};
  std::string exit_reason = {};
  std::string session = {};
  std::string review = {};
};

absl::StatusOr<ExitCode> Propose(Context& context, const Options& options) {
  v1::Entry entry;
  v1::Decision& decision = *entry.mutable_body()->mutable_decision();
  *decision.mutable_date() = DateOf(context.today());
  const std::pair<const char*, const std::string*> fields[] = {
      {"code", &options.code},
      {"date", &options.date},
      {"reason", &options.reason},
      {"exit_reason", &options.exit_reason},
      {"review_date", &options.review}};
  for (const auto& [field, text] : fields) {
    if (text->empty()) continue;
    RETURN_IF_ERROR(
        SetField(decision, field, *text, context.today(), context.labels()));
  }
  if (!options.session.empty()) {
    ASSIGN_OR_RETURN(Api* const api, context.Server());
    decision.set_session(api->Name("reviewSessions", options.session));
  }
  return Deposit(context, options.entry.case_id, entry);
}

absl::StatusOr<ExitCode> Validate(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(
      const v1::Entry entry,
      FindEntry(context, options.entry, v1::READING_PURPOSE_VALIDATE_DECISION,
                [](const v1::Entry& each) {
                  return each.body().has_decision() &&
                         each.body().decision().state() ==
                             v1::DECISION_STATE_PROPOSED;
                }));
  v1::SupersedeEntryRequest request = ChangeOf(entry);
  request.set_validate(true);
  return SendChange(context, request);
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("decision", "decision.command");
  const auto options = NewOptions<Options>();
  CLI::App& propose = commands.Command(
      group, "propose", "decision.command-propose",
      {"sceau decision propose DOSSIER --code FOLLOW_UP_WITH_LEAD_WORKER \\",
       "    --motif SEVERAL_PARTNERS_NEEDED --revue 15/11/2027"},
      [options](Context& context) { return Propose(context, *options); });
  AddCaseReference(commands, propose, options->entry.case_id);
  propose
      .add_option("--code", options->code,
                  commands.Text("decision.option-code"))
      ->required();
  const auto add = [&](const std::string& names, std::string& into,
                       absl::string_view words) {
    propose.add_option(names, into, commands.Text(words));
  };
  add("--date", options->date, "decision.option-date");
  add("--motif,--reason", options->reason, "decision.option-reason");
  add("--sortie,--exit-reason", options->exit_reason,
      "decision.option-exit-reason");
  add("--seance,--session", options->session, "decision.option-session");
  add("--revue,--review", options->review, "decision.option-review");

  CLI::App& validate = commands.Command(
      group, "validate", "decision.command-validate",
      {"sceau decision validate DOSSIER"},
      [options](Context& context) { return Validate(context, *options); });
  AddEntryReference(commands, validate, options->entry,
                    /*entry_required=*/false);
}

}  // namespace sceau::command_decision
