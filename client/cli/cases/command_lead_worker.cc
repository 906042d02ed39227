// sceau lead-worker propose|accept|report
#include <string>

#include "absl/strings/str_cat.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/change_entry.h"
#include "client/cli/cases/find_entry.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"

namespace sceau::command_lead_worker {
namespace {

struct Options {
  EntryReference entry = {};
  std::string organisation = {};
  std::string member = {};
  std::string phone = {};
  std::string email = {};
  std::string contact = {};
  std::string date = {};
  std::string end = {};
};

absl::StatusOr<ExitCode> Propose(Context& context, const Options& options) {
  v1::Entry entry;
  v1::LeadWorker& lead = *entry.mutable_body()->mutable_lead_worker();
  RETURN_IF_ERROR(
      SetTyped(context, lead, "organisation", options.organisation));
  if (!options.member.empty()) {
    ASSIGN_OR_RETURN(Api* const api, context.Server());
    lead.set_member(api->Name("members", options.member));
  }
  RETURN_IF_ERROR(SetTyped(context, lead, "contact.phone", options.phone));
  RETURN_IF_ERROR(SetTyped(context, lead, "contact.email", options.email));
  return Deposit(context, options.entry.case_id, entry);
}

absl::StatusOr<ExitCode> Accept(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(
      const v1::Entry entry,
      FindEntry(context, options.entry, v1::READING_PURPOSE_FOLLOW_UP,
                [](const v1::Entry& each) {
                  return each.body().has_lead_worker() &&
                         each.awaits_acceptance();
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
                  return each.body().has_lead_worker() &&
                         !each.awaits_acceptance() &&
                         !each.body().lead_worker().has_end_date();
                }));
  v1::SupersedeEntryRequest request = ChangeOf(entry);
  *request.mutable_body() = entry.body();
  v1::LeadWorker& lead = *request.mutable_body()->mutable_lead_worker();
  ClearOutputFields(lead);
  if (!options.contact.empty()) {
    v1::LeadWorkerContact& contact = *lead.add_contacts();
    ASSIGN_OR_RETURN(
        const v1::ContactKind kind,
        ReadEnum<v1::ContactKind>(options.contact, context.labels()));
    contact.set_kind(kind);
    *contact.mutable_date() = DateOf(context.today());
    if (!options.date.empty()) {
      ASSIGN_OR_RETURN(
          *contact.mutable_date(),
          ReadDate(options.date, "--date", context.today(), context.labels()));
    }
  }
  RETURN_IF_ERROR(SetTyped(context, lead, "end_date", options.end));
  return SendChange(context, request);
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("lead-worker", "lead-worker.command");
  const auto options = NewOptions<Options>();
  CLI::App& propose = commands.Command(
      group, "propose", "lead-worker.command-propose",
      {"sceau lead-worker propose DOSSIER --organisation mission-locale \\",
       "    --membre claire-martin"},
      [options](Context& context) { return Propose(context, *options); });
  AddCaseReference(commands, propose, options->entry.case_id);
  propose
      .add_option("--organisation", options->organisation,
                  commands.Text("lead-worker.option-organisation"))
      ->required();
  propose.add_option("--membre,--member", options->member,
                     commands.Text("lead-worker.option-member"));
  propose.add_option("--telephone,--phone", options->phone,
                     commands.Text("lead-worker.option-phone"));
  propose.add_option("--courriel,--email", options->email,
                     commands.Text("lead-worker.option-email"));

  CLI::App& accept = commands.Command(
      group, "accept", "lead-worker.command-accept",
      {"sceau lead-worker accept DOSSIER"},
      [options](Context& context) { return Accept(context, *options); });
  AddEntryReference(commands, accept, options->entry, /*entry_required=*/false);

  CLI::App& report = commands.Command(
      group, "report", "lead-worker.command-report",
      {"sceau lead-worker report DOSSIER --contact MEETING --date 12/11/2026",
       "sceau lead-worker report DOSSIER --fin 30/06/2027"},
      [options](Context& context) { return Report(context, *options); });
  AddEntryReference(commands, report, options->entry, /*entry_required=*/false);
  report.add_option("--contact", options->contact,
                    commands.Text("lead-worker.option-contact"));
  report.add_option("--date", options->date,
                    commands.Text("lead-worker.option-date"));
  report.add_option("--fin,--end", options->end,
                    commands.Text("lead-worker.option-end"));
}

}  // namespace sceau::command_lead_worker
