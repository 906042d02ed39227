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
  context.Print(Paragraph(absl::StrCat(
      context.In("Le point de contrôle de ", "The checkpoint of "),
      known ? known->size : 0,
      context.In(" traces est confirmé et publié. Ce poste en confirmera un à "
                 "chaque connexion, une fois par heure au plus.",
                 " leaves is confirmed and published. This workstation will "
                 "confirm one at each connection, once an hour at most."))));
  context.Print(Paragraph(context.In(
      "Votre clé de témoin, à remettre en main propre à qui veut vérifier "
      "(sceau journal verify --witness) :",
      "Your witness key, to be handed in person to whoever wants to check "
      "(sceau journal verify --witness):")));
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
    context.Print(Paragraph(
        labels.In("Aucun témoin n'a encore confirmé de point de contrôle.",
                  "No witness has confirmed a checkpoint yet.")));
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
      Table({labels.In("Témoin", "Witness"), labels.In("Traces", "Leaves"),
             labels.In("Confirmé", "Confirmed")},
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
    return UsageError(context.In(
        "Ce poste n'a encore reçu aucune réponse : donnez l'indice de la "
        "trace.",
        "This workstation has had no answer yet: give the leaf's index."));
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
    return RefusedError(absl::StrCat(
        context.In("Aucun point de contrôle ne couvre la trace ",
                   "No checkpoint covers this leaf: "),
        index,
        context.In(" ; le plus récent en couvre ", "; the newest covers "),
        checkpoint.size, "."));
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
  commands.Command(
      group, "cosign",
      "Confirme, signé de ce poste, le point de contrôle qu'il a vérifié, et "
      "le "
      "fait publier ; la première fois, crée la clé de témoin du poste",
      "Confirms, signed by this workstation, the checkpoint it has checked, "
      "and "
      "has it published; the first time, makes the workstation's witness key",
      {"sceau journal cosign"}, Cosign);
  commands.Command(
      group, "witnesses",
      "Les points de contrôle que d'autres postes ont confirmés, et leurs clés",
      "The checkpoints that other workstations confirmed, and their keys",
      {"sceau journal witnesses", "sceau journal witnesses --json"}, Witnesses);
  const auto options = NewOptions<Options>();
  commands
      .Command(
          group, "receipt",
          "Écrit la preuve qu'une trace est au journal, vérifiable sans ce "
          "programme ni le service (C2SP tlog-proof). Sans INDICE : la trace "
          "de votre dernière demande",
          "Writes the proof that a leaf stands in the journal, which can be "
          "checked without this program or the service (C2SP tlog-proof). "
          "Without INDEX: the leaf of your last request",
          {"sceau journal receipt > acces.tlog-proof",
           "sceau journal receipt 1042 > trace-1042.tlog-proof"},
          [options](Context& context) {
            return WriteReceipt(context, *options);
          })
      .add_option(commands.In("INDICE", "INDEX"), options->index,
                  commands.In("De la trace", "Of the leaf"));
}

}  // namespace sceau::command_journal_witness
