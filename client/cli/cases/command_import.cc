// sceau import
#include <memory>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/import_service.h"
#include "client/cli/console/output_files.h"
#include "client/cli/console/progress.h"
#include "client/cli/words/exit_code.h"
#include "client/import/charter_rules.h"
#include "client/import/decoder.h"
#include "client/import/encoding.h"
#include "client/import/planner.h"
#include "client/import/report.h"
#include "client/lib/files.h"
#include "crypto/digest.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_import {
namespace {

constexpr size_t kSeedBytes = 32;

struct Options {
  std::string file = {};
  bool dry_run = false;
  bool apply = false;
  std::string csv = {};
  bool replace = false;
};

// Kept beside the profile, so that a row sent again within 48 hours is the same
// call. Without it a row is recognized by the person.
std::string Seed(const Profile& profile) {
  const std::string path = profile.PathOf("import-seed");
  const auto kept = ReadFile(path, kSeedBytes);
  if (kept.ok() && kept->size() == kSeedBytes) return *kept;
  const std::string fresh = crypto::ToString(crypto::RandomBytes(kSeedBytes));
  WriteFile(path, fresh, S_IRUSR | S_IWUSR).IgnoreError();
  return fresh;
}

absl::StatusOr<std::vector<RegisteredMember>> Members(Api& api) {
  std::vector<RegisteredMember> members;
  v1::ListMembersRequest request;
  do {
    ASSIGN_OR_RETURN(const v1::ListMembersResponse page,
                     api.ListMembers(request));
    for (const v1::Member& member : page.members()) {
      if (member.state() == v1::MEMBER_STATE_SUSPENDED ||
          member.state() == v1::MEMBER_STATE_REMOVED) {
        continue;
      }
      members.push_back({.name = member.name(),
                         .partner = member.partner(),
                         .display_name = member.display_name()});
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return members;
}

// The charter's rules, compiled from the text whose hash was verified: what the
// service decides with.
absl::StatusOr<std::shared_ptr<const policy::Program>> Rules(
    Context& context, absl::string_view partner) {
  auto program = context.CompiledCharter();
  if (program == nullptr) {
    return RefusedError(context.Text("import.charter-unreadable"));
  }
  if (!CharterRules(*program, partner).MayOpenCases()) {
    return RefusedError(context.Text("import.no-case-may-be-opened"));
  }
  return program;
}

absl::StatusOr<DecodedTable> Decode(Context& context, Api& api,
                                    const policy::Program& program,
                                    const v1::Member& me,
                                    const std::string& bytes) {
  ImportContext import{.today = context.today(),
                       .program = &program,
                       .partner = me.partner(),
                       .language = context.language()};
  ASSIGN_OR_RETURN(import.members, Members(api));
  auto table = DecodeSpreadsheet(bytes, context.vocabulary(), import);
  if (!table.ok()) {
    return RefusedError(
        context.Text("import.this-file-cannot-be-read",
                     {{"why", std::string(table.status().message())}}));
  }
  return table;
}

ReportOptions ReportOf(Context& context, const Options& options,
                       const v1::CharterVersion& charter) {
  return {.language = context.language(),
          .applied = options.apply,
          .prefecture_contact = charter.contacts().prefecture()};
}

absl::Status WriteCsv(Context& context, const Options& options,
                      const v1::CharterVersion& charter,
                      const DecodedTable& table) {
  if (options.csv.empty()) return absl::OkStatus();
  return WriteOutputFile(context, options.csv,
                         CsvReport(table, context.vocabulary(),
                                   ReportOf(context, options, charter)));
}

absl::Status PrintReport(Context& context, const Options& options,
                         const v1::CharterVersion& charter,
                         const DecodedTable& table) {
  const ReportOptions report = ReportOf(context, options, charter);
  const Vocabulary& vocabulary = context.vocabulary();
  context.Print(context.json ? JsonReport(table, vocabulary, report)
                             : TextReport(table, vocabulary, report));
  return WriteCsv(context, options, charter, table);
}

// What a script is told of an applied import.
absl::StatusOr<ExitCode> Outcome(const DecodedTable& table,
                                 const ServiceCreator& creator) {
  size_t created = 0;
  size_t left = 0;
  for (const DecodedRow& row : table.rows) {
    if (row.fate == RowFate::kCreated) ++created;
    if (row.fate == RowFate::kFailed || row.fate == RowFate::kToCreate) ++left;
  }
  if (left == 0) return ExitCode::kOk;
  if (created == 0 && !creator.stopped().ok()) return creator.stopped();
  return ExitCode::kPartialImport;
}

absl::StatusOr<ExitCode> Import(Context& context, const Options& options) {
  if (options.dry_run == options.apply) {
    return UsageError(context.Text("import.say-dry-run-look"));
  }
  RETURN_IF_ERROR(CheckOutputFile(
      context, {context.Text("import.the-spreadsheet-itself"), options.file},
      {"--csv", options.csv}, options.replace));
  const auto bytes = ReadFile(options.file, kMaxFileBytes);
  if (!bytes.ok()) {
    return UsageError(
        context.Text("common.file-unreadable", {{"file", options.file}}));
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  api->connection().ExpectManyCalls();
  // Another's search would find nothing of what is there.
  ASSIGN_OR_RETURN(const v1::WhoAmIResponse me, api->WhoAmI());
  if (me.member().role() != v1::ROLE_COORDINATOR) {
    return RefusedError(context.Text("import.only-the-coordinator-takes"));
  }
  ASSIGN_OR_RETURN(const v1::CharterVersion charter, context.FetchCharter());
  ASSIGN_OR_RETURN(const std::shared_ptr<const policy::Program> program,
                   Rules(context, me.member().partner()));
  ASSIGN_OR_RETURN(DecodedTable table,
                   Decode(context, *api, *program, me.member(), *bytes));
  ServiceDirectory directory(*api);
  std::vector<PlannedCall> calls;
  {
    ProgressBar bar(context, context.Text("import.looking-up"));
    ASSIGN_OR_RETURN(
        calls,
        PlanImport(table, directory, api->parent(), Seed(*profile),
                   [&](size_t done, size_t total) { bar.Show(done, total); }));
  }
  ServiceCreator creator(*api);
  if (options.apply) {
    // Before anything is stored: afterwards it would be too late to say so.
    RETURN_IF_ERROR(WriteCsv(context, options, charter, table));
    ProgressBar bar(context, context.Text("import.import"));
    ApplyImport(calls, creator, table,
                [&](size_t done, size_t total) { bar.Show(done, total); });
  }
  RETURN_IF_ERROR(PrintReport(context, options, charter, table));
  return options.apply ? Outcome(table, creator) : ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  const auto options = NewOptions<Options>();
  CLI::App& import = commands.Command(
      commands.app(), "import", "import.command-import",
      {"sceau import tableau.csv --dry-run",
       "sceau import tableau.csv --apply --csv rapport.csv"},
      [options](Context& context) { return Import(context, *options); });
  import
      .add_option(commands.Text("common.file"), options->file,
                  commands.Text("import.csv-file-as-a"))
      ->required();
  import.add_flag("--dry-run,--essai", options->dry_run,
                  commands.Text("import.option-essai"));
  import.add_flag("--apply,--appliquer", options->apply,
                  commands.Text("import.option-appliquer"));
  import.add_option("--csv", options->csv, commands.Text("import.option-csv"));
  import.add_flag("--remplacer,--replace", options->replace,
                  commands.Text("console.option-remplacer"));
}

}  // namespace sceau::command_import
