// sceau journal checkpoint|reset
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "client/cli/journal/journal_commands.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "client/lib/witness.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_journal {
namespace {

struct Options {
  bool note = false;
  bool yes = false;
};

std::string MomentText(int64_t unix_seconds, const Labels& labels) {
  google::protobuf::Timestamp time;
  time.set_seconds(unix_seconds);
  return LongTime(time, labels.language());
}

// What this workstation remembers, without asking the service.
absl::StatusOr<ExitCode> Checkpoint(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const WitnessState state,
                   LoadWitnessState(profile->WitnessPath()));
  if (options.note) {
    context.Print(state.note);
    return ExitCode::kOk;
  }
  const auto known = crypto::VerifyCheckpoint(state.note, profile->journal_key,
                                              profile->journal_origin);
  const std::string root =
      known.ok() ? absl::BytesToHexString(crypto::AsText(known->root)) : "";
  if (context.json) {
    // {"origin", "size", "root" (hex), "unprovenReceipts", "suspicion"}
    nlohmann::ordered_json json;
    json["origin"] = profile->journal_origin;
    json["size"] = known.ok() ? known->size : 0;
    json["root"] = root;
    json["unprovenReceipts"] = state.receipts.size();
    json["suspicion"] = state.suspicion_kind;
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  std::vector<FieldText> fields = {
      {labels.Text("common.journal"), {profile->journal_origin}}};
  if (known.ok()) {
    fields.push_back(
        {labels.Text("journal.leaves"), {absl::StrCat(known->size)}});
    fields.push_back({labels.Text("journal.root"), {root}});
  } else {
    fields.push_back({labels.Text("journal.leaves"),
                      {labels.Text("journal.no-checkpoint-seen-yet")}});
  }
  fields.push_back({labels.Text("journal.receipts-to-prove"),
                    {absl::StrCat(state.receipts.size())}});
  if (!state.suspicion_kind.empty()) {
    fields.push_back(
        {labels.Text("journal.suspicion"),
         {absl::StrCat(state.suspicion_kind, ", ",
                       MomentText(state.suspicion_time, labels))}});
  }
  context.Print(FieldLines(fields));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Reset(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  if (!options.yes) {
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.Text("journal.the-cause-is-known")));
    if (!agreed) return ExitCode::kRefused;
  }
  const auto aside =
      ResetWitness(profile->WitnessPath(), absl::ToUnixSeconds(context.now()));
  if (!aside.ok()) {
    return RefusedError(context.Text("journal.this-workstation-has-kept"));
  }
  if (context.json) {
    context.Print(JsonText({{"evidence", *aside}}));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(context.Text("journal.what-this-workstation-had-kept",
                                       {{"aside", *aside}})));
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("journal", "journal.command");
  const auto options = NewOptions<Options>();
  commands
      .Command(
          group, "checkpoint", "journal.command-checkpoint",
          {"sceau journal checkpoint",
           "sceau journal checkpoint --note > point.txt"},
          [options](Context& context) { return Checkpoint(context, *options); })
      .add_flag("--note", options->note, commands.Text("journal.option-note"));
  commands
      .Command(group, "reset", "journal.command-reset",
               {"sceau journal reset", "sceau journal reset --yes"},
               [options](Context& context) { return Reset(context, *options); })
      .add_flag("--yes,--oui", options->yes,
                commands.Text("common.without-asking-2"));
}

}  // namespace sceau::command_journal
