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
      {labels.In("Journal", "Journal"), {profile->journal_origin}}};
  if (known.ok()) {
    fields.push_back(
        {labels.In("Traces", "Leaves"), {absl::StrCat(known->size)}});
    fields.push_back({labels.In("Racine", "Root"), {root}});
  } else {
    fields.push_back({labels.In("Traces", "Leaves"),
                      {labels.In("aucun point de contrôle encore vu",
                                 "no checkpoint seen yet")}});
  }
  fields.push_back({labels.In("Reçus à prouver", "Receipts to prove"),
                    {absl::StrCat(state.receipts.size())}});
  if (!state.suspicion_kind.empty()) {
    fields.push_back(
        {labels.In("Soupçon", "Suspicion"),
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
        context.Confirm(context.In(
            "La cause est connue et le garant de la charte est d'accord ?",
            "The cause is known and the charter officer agrees?")));
    if (!agreed) return ExitCode::kRefused;
  }
  const auto aside =
      ResetWitness(profile->WitnessPath(), absl::ToUnixSeconds(context.now()));
  if (!aside.ok()) {
    return RefusedError(
        context.In("Ce poste n'a encore rien gardé du journal.",
                   "This workstation has kept nothing of the journal yet."));
  }
  if (context.json) {
    context.Print(JsonText({{"evidence", *aside}}));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(absl::StrCat(
      context.In("Ce que ce poste avait gardé est mis de côté, comme preuve : ",
                 "What this workstation had kept is set aside, as evidence: "),
      *aside)));
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group(
      "journal", "Le journal des accès, dont ce poste est témoin",
      "The journal of accesses, which this workstation witnesses");
  const auto options = NewOptions<Options>();
  commands
      .Command(
          group, "checkpoint",
          "Montre ce que ce poste a retenu du journal. Sans serveur",
          "Shows what this workstation remembers of the journal. Without "
          "server",
          {"sceau journal checkpoint",
           "sceau journal checkpoint --note > point.txt"},
          [options](Context& context) { return Checkpoint(context, *options); })
      .add_flag("--note", options->note,
                commands.In("Le point de contrôle signé, tel quel",
                            "The signed checkpoint, as it is"));
  commands
      .Command(
          group, "reset",
          "Après un soupçon dont la cause est connue : met de côté ce que ce "
          "poste avait retenu, comme preuve, et repart du journal tel qu'il "
          "sera montré. Avec l'accord du garant de la charte",
          "After a suspicion whose cause is known: sets aside what was "
          "remembered, as evidence, and begins anew from the journal as it "
          "will be shown. With the charter officer's agreement",
          {"sceau journal reset", "sceau journal reset --yes"},
          [options](Context& context) { return Reset(context, *options); })
      .add_flag("--yes,--oui", options->yes,
                commands.In("Sans demander", "Without asking"));
}

}  // namespace sceau::command_journal
