// sceau journal cosign|witnesses|receipt
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "client/cli/journal/journal_commands.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "client/lib/receipt_proof.h"
#include "client/lib/witness.h"
#include "crypto/cosignature.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_journal_witness {
namespace {

constexpr int kCheckpointTries = 8;
constexpr absl::Duration kBetweenCheckpointTries = absl::Milliseconds(250);

struct Options {
  std::optional<uint64_t> index = {};
};

absl::StatusOr<ExitCode> Cosign(Context& context) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(Cosigner cosigner, Cosigner::Make(*profile));
  const std::string key = cosigner.key().Format();
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  api->connection().SetCosigner(std::move(cosigner));
  ASSIGN_OR_RETURN(const std::string note, api->connection().Cosign());
  ASSIGN_OR_RETURN(const auto known, api->connection().witness().Remembered());
  if (context.json) {
    // {"key", "size", "note"}
    nlohmann::ordered_json json;
    json["key"] = key;
    json["size"] = known ? known->size : 0;
    json["note"] = note;
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(context.Text("journal.checkpoint-confirmed",
                                       {{"leaves", known ? known->size : 0}})));
  context.Print(Paragraph(context.Text("journal.your-witness-key-to")));
  context.Print(absl::StrCat(key, "\n"));
  return ExitCode::kOk;
}

// One published confirmation that holds.
struct Vouched {
  std::string member = {};
  std::string key = {};
  uint64_t size = 0;
  int64_t time = 0;
};

absl::StatusOr<std::vector<Vouched>> Published(Api& api, Witness& witness) {
  ASSIGN_OR_RETURN(const v1::Checkpoint published, api.GetCheckpoint());
  std::vector<Vouched> all;
  for (const std::string& note : published.cosigned()) {
    RETURN_IF_ERROR(witness.Compare(note));
    const auto parsed = crypto::ParseNote(note);
    if (!parsed.ok()) continue;  // Compare has refused it.
    const auto checkpoint = crypto::ParseCheckpoint(parsed->text);
    for (const v1::JournalWitness& each : published.witnesses()) {
      const auto key = crypto::VerifierKey::Parse(each.key());
      if (!key.ok()) continue;
      const auto time = crypto::VerifyCosignature(note, *key);
      if (!time.ok()) continue;
      all.push_back({.member = each.member(),
                     .key = each.key(),
                     .size = checkpoint.ok() ? checkpoint->size : 0,
                     .time = static_cast<int64_t>(*time)});
    }
  }
  return all;
}

absl::StatusOr<ExitCode> Witnesses(Context& context) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  Witness& witness = api->connection().witness();
  RETURN_IF_ERROR(witness.Begin());
  ASSIGN_OR_RETURN(const std::vector<Vouched> all, Published(*api, witness));
  if (context.json) {
    // [{"member", "key", "size", "time" (Unix seconds)}]
    auto json = nlohmann::ordered_json::array();
    for (const Vouched& each : all) {
      json.push_back({{"member", each.member},
                      {"key", each.key},
                      {"size", each.size},
                      {"time", each.time}});
    }
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  if (all.empty()) {
    context.Print(Paragraph(labels.Text("journal.no-witness-has-confirmed")));
    return ExitCode::kOk;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Vouched& each : all) {
    google::protobuf::Timestamp time;
    time.set_seconds(each.time);
    rows.push_back({ShortId(each.member), absl::StrCat(each.size),
                    LongTime(time, labels.language())});
  }
  context.Print(
      Table({labels.Text("journal.witness"), labels.Text("journal.leaves"),
             labels.Text("journal.confirmed")},
            rows));
  for (const Vouched& each : all) context.Print(absl::StrCat(each.key, "\n"));
  return ExitCode::kOk;
}

// The largest note that covers the leaf: cosigned when there is one, else the
// remembered one. `witness` has accepted it.
absl::StatusOr<std::string> CoveringNote(Api& api, Witness& witness,
                                         uint64_t index) {
  ASSIGN_OR_RETURN(const v1::Checkpoint published, api.GetCheckpoint());
  for (const std::string& note : published.cosigned()) {
    RETURN_IF_ERROR(witness.Compare(note));
    const auto parsed = crypto::ParseNote(note);
    if (!parsed.ok()) continue;  // Compare has refused it.
    const auto checkpoint = crypto::ParseCheckpoint(parsed->text);
    if (checkpoint.ok() && checkpoint->size > index) return note;
  }
  RETURN_IF_ERROR(witness.Compare(published.note()));
  return published.note();
}

absl::StatusOr<ExitCode> WriteReceipt(Context& context,
                                      const Options& options) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  Witness& witness = api->connection().witness();
  ASSIGN_OR_RETURN(const WitnessState state, witness.State());
  if (!options.index && !state.last) {
    return UsageError(context.Text("journal.this-workstation-has-had"));
  }
  RETURN_IF_ERROR(witness.Begin());
  const uint64_t index = options.index ? *options.index : state.last->index;
  std::string note;
  crypto::Checkpoint checkpoint;
  // One comes every second: that of the last call's leaf is waited for.
  for (int tries = 0; tries < kCheckpointTries; ++tries) {
    if (tries > 0) absl::SleepFor(kBetweenCheckpointTries);
    ASSIGN_OR_RETURN(note, CoveringNote(*api, witness, index));
    ASSIGN_OR_RETURN(checkpoint,
                     crypto::VerifyCheckpoint(note, profile->journal_key,
                                              profile->journal_origin));
    if (checkpoint.size > index) break;
  }
  if (checkpoint.size <= index) {
    return RefusedError(
        context.Text("journal.no-checkpoint-covers-this-leaf",
                     {{"index", index}, {"leaves", checkpoint.size}}));
  }
  ASSIGN_OR_RETURN(const v1::InclusionProof proof,
                   api->GetInclusionProof(index, checkpoint.size));
  ASSIGN_OR_RETURN(const ReceiptProof receipt,
                   ReceiptProof::Of(index, proof, checkpoint, note));
  // What this workstation was told when it was answered.
  const bool ours = state.last && state.last->index == index;
  if (ours && state.last->leaf != receipt.leaf) {
    return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
                 "another leaf stands at this index", {{"kind", "RECEIPT"}});
  }
  context.Print(receipt.Format());
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("journal");
  commands.Command(group, "cosign", "journal.command-cosign",
                   {"sceau journal cosign"}, Cosign);
  commands.Command(
      group, "witnesses", "journal.command-witnesses",
      {"sceau journal witnesses", "sceau journal witnesses --json"}, Witnesses);
  const auto options = NewOptions<Options>();
  commands
      .Command(group, "receipt", "journal.command-receipt",
               {"sceau journal receipt > acces.tlog-proof",
                "sceau journal receipt 1042 > trace-1042.tlog-proof"},
               [options](Context& context) {
                 return WriteReceipt(context, *options);
               })
      .add_option(commands.Text("journal.index"), options->index,
                  commands.Text("journal.of-the-leaf"));
}

}  // namespace sceau::command_journal_witness
