// sceau journal restore-statement|accept-restore
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "client/cli/journal/journal_commands.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "client/lib/files.h"
#include "client/lib/restore.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_journal_restore {
namespace {

struct Options {
  std::string file = {};                // To sign.
  std::vector<std::string> files = {};  // To accept.
  std::string output = {};
  std::string authority = {};
  bool yes = false;
};

absl::StatusOr<crypto::RestoreStatement> Read(
    const Context& context, const std::vector<std::string>& files) {
  std::vector<crypto::RestoreStatement> statements;
  for (const std::string& file : files) {
    const auto text = ReadFile(file, crypto::kMaxStatementBytes);
    const auto statement = crypto::ParseRestore(text.value_or(""));
    if (!statement.ok()) {
      return UsageError(
          context.Text("journal.is-no-statement-of-a", {{"file", file}}));
    }
    statements.push_back(*statement);
  }
  auto joined = crypto::JoinRestore(statements);
  if (joined.ok()) return joined;
  return UsageError(context.Text("journal.these-files-do-not"));
}

std::string Reason(const Context& context, const std::string& reason) {
  if (reason == "DISK_LOST") return context.Text("journal.disk-lost");
  if (reason == "FILES_DAMAGED") {
    return context.Text("journal.files-damaged");
  }
  if (reason == "RESTORED_BY_MISTAKE") {
    return context.Text("journal.restored-by-mistake");
  }
  if (reason == "INTRUSION") return context.Text("journal.intrusion");
  return context.Text("journal.exercise");
}

std::string WhatIsLost(const Context& context,
                       const crypto::RestoreStatement& statement,
                       const crypto::RestoredCheckpoints& checkpoints) {
  return context.Text(
      "journal.restore-declared-on-the-journal",
      {{"date", statement.date},
       {"reason", Reason(context, statement.reason)},
       {"leaves", checkpoints.restored.size},
       {"lost", checkpoints.lost.size - checkpoints.restored.size}});
}

// In the reader's words; any other error as it is.
absl::Status Said(const Context& context, const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return RefusedError(context.Text("journal.this-statement-is-not"));
    case absl::StatusCode::kAborted:
      return RefusedError(context.Text("journal.this-workstation-has-seen"));
    case absl::StatusCode::kPermissionDenied:
      return RefusedError(context.Text("journal.it-takes-the-signatures"));
    case absl::StatusCode::kAlreadyExists:
      return RefusedError(
          context.Text("journal.this-workstation-has-accepted"));
    case absl::StatusCode::kOutOfRange:
      return RefusedError(context.Text("journal.this-workstation-saw-nothing"));
    default:
      return status;
  }
}

absl::StatusOr<ExitCode> Sign(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const crypto::RestoreStatement statement,
                   Read(context, {options.file}));
  const auto view = ViewRestore(*profile, statement);
  if (!view.ok()) return Said(context, view.status());
  const std::string lost = WhatIsLost(context, statement, view->checkpoints);
  if (!options.yes) {
    context.Print(Paragraph(
        context.Text("journal.this-workstation-has-seen-3",
                     {{"lost", lost}, {"remembered", view->remembered}})));
    ASSIGN_OR_RETURN(const bool agreed,
                     context.Confirm(context.Text("journal.sign-it-with-the")));
    if (!agreed) return ExitCode::kRefused;
  }
  const auto signed_one = SignRestore(*profile, statement);
  if (!signed_one.ok()) return Said(context, signed_one.status());
  if (!WriteFile(options.output, crypto::FormatRestore(*signed_one),
                 S_IRUSR | S_IWUSR)
           .ok()) {
    return UsageError(context.Text("journal.cannot-be-written",
                                   {{"output", options.output}}));
  }
  if (context.json) {
    // {"file", "kept", "lost"}
    nlohmann::ordered_json json;
    json["file"] = options.output;
    json["kept"] = view->checkpoints.restored.size;
    json["lost"] =
        view->checkpoints.lost.size - view->checkpoints.restored.size;
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(context.Text("journal.signed-to-be-handed-to",
                                       {{"output", options.output}})));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Accept(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const crypto::RestoreStatement statement,
                   Read(context, options.files));
  ASSIGN_OR_RETURN(
      const std::string authority,
      ReadProfilePem(*profile, options.authority.empty() ? profile->authority
                                                         : options.authority));
  const auto signers = CheckSigners(*profile, statement, authority);
  if (!signers.ok()) return Said(context, signers.status());
  const auto view = ViewRestore(*profile, statement);
  if (!view.ok()) return Said(context, view.status());
  if (!options.yes) {
    context.Print(Paragraph(WhatIsLost(context, statement, view->checkpoints)));
    for (const crypto::Signer& signer : *signers) {
      context.Print(
          absl::StrCat("  ", signer.member, " (", signer.partner, ")\n"));
    }
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.Text("journal.they-are-your-groups")));
    if (!agreed) return ExitCode::kRefused;
  }
  const auto accepted =
      AcceptRestore(*profile, statement, absl::ToUnixSeconds(context.now()));
  if (!accepted.ok()) return Said(context, accepted.status());
  if (context.json) {
    // {"kept", "lostReceipts", "evidence"}
    nlohmann::ordered_json json;
    json["kept"] = accepted->kept;
    json["lostReceipts"] = accepted->lost_receipts;
    json["evidence"] = accepted->aside;
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(
      context.Text("journal.this-workstation-now-demands-that",
                   {{"kept", accepted->kept}, {"aside", accepted->aside}})));
  if (accepted->lost_receipts > 0) {
    context.Print(
        Paragraph(context.Text("journal.of-your-requests-have-no",
                               {{"lost_receipts", accepted->lost_receipts}})));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("journal");
  const auto options = NewOptions<Options>();
  CLI::App& sign = commands.Command(
      group, "restore-statement", "journal.command-restore-statement",
      {"sceau journal restore-statement restauration restauration-signee"},
      [options](Context& context) { return Sign(context, *options); });
  sign.add_option(commands.Text("common.file"), options->file,
                  commands.Text("journal.the-statement-sceaud-restore"))
      ->required();
  sign.add_option(commands.Text("journal.output"), options->output,
                  commands.Text("journal.where-to-write-the"))
      ->required();
  sign.add_flag("--yes,--oui", options->yes,
                commands.Text("common.without-asking-2"));
  CLI::App& accept = commands.Command(
      group, "accept-restore", "journal.command-accept-restore",
      {"sceau journal accept-restore restauration-signee",
       "sceau journal accept-restore signee-par-a signee-par-b"},
      [options](Context& context) { return Accept(context, *options); });
  accept
      .add_option(commands.Text("common.file"), options->files,
                  commands.Text("journal.the-statement-signed-by"))
      ->required();
  accept.add_option("--authority", options->authority,
                    commands.Text("journal.option-authority"));
  accept.add_flag("--yes,--oui", options->yes,
                  commands.Text("common.without-asking-2"));
}

}  // namespace sceau::command_journal_restore
