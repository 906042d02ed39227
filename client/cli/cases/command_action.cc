// sceau action propose|accept|report
#include <string>

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/change_entry.h"
#include "client/cli/cases/find_entry.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"

namespace sceau::command_action {
namespace {

struct Options {
  EntryReference entry = {};
  std::string kind = {};
  std::string pilot = {};
  std::string start = {};
  std::string due = {};
  std::string result = {};
  std::string comment = {};
};

absl::StatusOr<ExitCode> Propose(Context& context, const Options& options) {
  v1::Entry entry;
  v1::Action& action = *entry.mutable_body()->mutable_action();
  RETURN_IF_ERROR(SetTyped(context, action, "kind", options.kind));
  RETURN_IF_ERROR(SetTyped(context, action, "pilot", options.pilot));
  RETURN_IF_ERROR(SetTyped(context, action, "start_date", options.start));
  RETURN_IF_ERROR(SetTyped(context, action, "due_date", options.due));
  RETURN_IF_ERROR(SetTyped(context, action, "comment", options.comment));
  return Deposit(context, options.entry.case_id, entry);
}

absl::StatusOr<ExitCode> Accept(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(
      const v1::Entry entry,
      FindEntry(context, options.entry, v1::READING_PURPOSE_FOLLOW_UP,
                [](const v1::Entry& each) {
                  return each.body().has_action() && each.awaits_acceptance();
                }));
  v1::SupersedeEntryRequest request = ChangeOf(entry);
  request.set_accept(true);
  return SendChange(context, request);
}

absl::StatusOr<ExitCode> Report(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(
      const v1::Entry entry,
      FindEntry(context, options.entry, v1::READING_PURPOSE_FOLLOW_UP,
                [](const v1::Entry& each) {
                  return each.body().has_action() &&
                         each.body().action().has_accepted_date();
                }));
  v1::SupersedeEntryRequest request = ChangeOf(entry);
  *request.mutable_body() = entry.body();
  v1::Action& action = *request.mutable_body()->mutable_action();
  ClearOutputFields(action);
  RETURN_IF_ERROR(SetTyped(context, action, "result", options.result));
  RETURN_IF_ERROR(SetTyped(context, action, "comment", options.comment));
  return SendChange(context, request);
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("action", "action.command");
  const auto options = NewOptions<Options>();
  CLI::App& propose = commands.Command(
      group, "propose", "action.command-propose",
      {"sceau action propose DOSSIER --action INTERNSHIP \\",
       "    --pilote mission-locale --echeance 15/01/2027"},
      [options](Context& context) { return Propose(context, *options); });
  AddCaseReference(commands, propose, options->entry.case_id);
  propose
      .add_option("--action,--kind", options->kind,
                  commands.Text("action.option-kind"))
      ->required();
  propose
      .add_option("--pilote,--pilot", options->pilot,
                  commands.Text("action.option-pilot"))
      ->required();
  propose.add_option("--debut,--start", options->start,
                     commands.Text("action.option-start"));
  propose.add_option("--echeance,--due", options->due,
                     commands.Text("action.option-due"));
  propose.add_option("--commentaire,--comment", options->comment,
                     commands.Text("action.option-comment"));

  CLI::App& accept = commands.Command(
      group, "accept", "action.command-accept", {"sceau action accept DOSSIER"},
      [options](Context& context) { return Accept(context, *options); });
  AddEntryReference(commands, accept, options->entry, /*entry_required=*/false);

  CLI::App& report = commands.Command(
      group, "report", "action.command-report",
      {"sceau action report DOSSIER --resultat DONE \\",
       "    --commentaire \"stage de deux semaines réalisé\""},
      [options](Context& context) { return Report(context, *options); });
  AddEntryReference(commands, report, options->entry, /*entry_required=*/false);
  report
      .add_option("--resultat,--result", options->result,
                  commands.Text("action.option-result"))
      ->required();
  report.add_option("--commentaire,--comment", options->comment,
                    commands.Text("action.option-comment-2"));
}

}  // namespace sceau::command_action
