// sceau journal verify [DIR]
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/cli/journal/journal_commands.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "client/lib/files.h"
#include "client/lib/journal_audit.h"
#include "client/lib/witness.h"
#include "crypto/cosignature.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_journal_verify {
namespace {

using Kind = AuditFinding::Kind;

struct Options {
  std::string folder = {};
  std::vector<std::string> notes = {};      // Files.
  std::vector<std::string> witnesses = {};  // Verifier keys.
};

// Notes that came another way, each demanded to be a part of the history.
absl::Status CompareFiles(Context& context, Witness& witness,
                          const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    const auto note = ReadFile(file, crypto::kMaxNoteBytes);
    if (!note.ok()) {
      return UsageError(absl::StrCat(context.In("Ce fichier ne peut être lu : ",
                                                "This file cannot be read: "),
                                     file));
    }
    RETURN_IF_ERROR(witness.Compare(*note));
  }
  return absl::OkStatus();
}

// The newest that a witness confirmed of this history.
struct Confirmed {
  std::string key = {};
  std::string name = {};
  uint64_t size = 0;
  int64_t time = 0;  // Unix seconds.
};

// That each of `keys` vouches for a checkpoint of this history, and for which:
// a service that shows two histories may publish what is older than both.
absl::StatusOr<std::vector<Confirmed>> CompareWitnesses(
    Context& context, Api& api, Witness& witness,
    const std::vector<std::string>& keys) {
  std::vector<Confirmed> all;
  if (keys.empty()) return all;
  ASSIGN_OR_RETURN(const v1::Checkpoint published, api.GetCheckpoint());
  for (const std::string& text : keys) {
    const auto key = crypto::VerifierKey::Parse(text);
    if (!key.ok()) {
      return UsageError(
          absl::StrCat(context.In("Ce n'est pas une clé de témoin : ",
                                  "This is no witness's key: "),
                       text));
    }
    std::optional<Confirmed> newest;
    for (const std::string& note : published.cosigned()) {
      const auto time = crypto::VerifyCosignature(note, *key);
      if (!time.ok()) continue;
      RETURN_IF_ERROR(witness.Compare(note));
      ASSIGN_OR_RETURN(const crypto::Note parsed, crypto::ParseNote(note));
      ASSIGN_OR_RETURN(const crypto::Checkpoint checkpoint,
                       crypto::ParseCheckpoint(parsed.text));
      if (newest && newest->size >= checkpoint.size) continue;
      newest = Confirmed{.key = text,
                         .name = key->name,
                         .size = checkpoint.size,
                         .time = static_cast<int64_t>(*time)};
    }
    if (!newest) {
      return RefusedError(absl::StrCat(
          context.In("Le service ne publie aucune confirmation de ce témoin : ",
                     "The service publishes no confirmation of this witness: "),
          key->name));
    }
    all.push_back(*std::move(newest));
  }
  return all;
}

// How many of the receipts kept `before` are proven; another process may have
// added some meanwhile.
size_t Proven(const WitnessState& before, const WitnessState& after) {
  return static_cast<size_t>(std::count_if(
      before.receipts.begin(), before.receipts.end(),
      [&after](const Receipt& receipt) {
        return std::find(after.receipts.begin(), after.receipts.end(),
                         receipt) == after.receipts.end();
      }));
}

// {"consistent", "size", "provenReceipts", "unprovenReceipts", "compared",
// "confirmed": [{"key", "size", "time" (Unix seconds)}]}
std::string ServiceAsJson(uint64_t size, size_t proven, size_t left,
                          size_t compared,
                          const std::vector<Confirmed>& confirmed) {
  nlohmann::ordered_json json;
  json["consistent"] = true;
  json["size"] = size;
  json["provenReceipts"] = proven;
  json["unprovenReceipts"] = left;
  json["compared"] = compared;
  json["confirmed"] = nlohmann::ordered_json::array();
  for (const Confirmed& each : confirmed) {
    json["confirmed"].push_back(
        {{"key", each.key}, {"size", each.size}, {"time", each.time}});
  }
  return JsonText(json);
}

std::string ConfirmedText(const Confirmed& confirmed, const Labels& labels) {
  google::protobuf::Timestamp time;
  time.set_seconds(confirmed.time);
  return Paragraph(absl::StrCat(
      confirmed.name, labels.In(" en a confirmé ", " confirmed "),
      confirmed.size, labels.In(" traces, le ", " leaves of it, on "),
      LongTime(time, labels.language()),
      labels.In(" ; rien de ce qui suit.", "; nothing of what follows.")));
}

absl::StatusOr<ExitCode> VerifyService(Context& context,
                                       const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  Witness& witness = api->connection().witness();
  ASSIGN_OR_RETURN(const WitnessState before, witness.State());
  RETURN_IF_ERROR(witness.Begin());
  RETURN_IF_ERROR(CompareFiles(context, witness, options.notes));
  ASSIGN_OR_RETURN(const std::vector<Confirmed> confirmed,
                   CompareWitnesses(context, *api, witness, options.witnesses));
  ASSIGN_OR_RETURN(const auto known, witness.Remembered());
  ASSIGN_OR_RETURN(const WitnessState after, witness.State());
  const size_t proven = Proven(before, after);
  const size_t left = after.receipts.size();
  const uint64_t size = known ? known->size : 0;
  const size_t compared = options.notes.size() + options.witnesses.size();
  if (context.json) {
    context.Print(ServiceAsJson(size, proven, left, compared, confirmed));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  context.Print(Paragraph(absl::StrCat(
      labels.In("Le journal (", "The journal ("), size,
      labels.In(" traces) prolonge ce que ce poste a vu.",
                " leaves) continues what this workstation has seen."))));
  if (compared > 0) {
    context.Print(Paragraph(labels.In(
        "Il prolonge aussi ce que les autres ont vu : jusque-là, c'est le même "
        "pour tous.",
        "It continues what the others have seen too: up to there, it is one "
        "for all.")));
  }
  for (const Confirmed& each : confirmed) {
    context.Print(ConfirmedText(each, labels));
  }
  context.Print(Paragraph(absl::StrCat(
      proven,
      proven > 1 ? labels.In(" reçus prouvés", " receipts proven")
                 : labels.In(" reçu prouvé", " receipt proven"),
      labels.In(" ; ", "; "), left,
      left > 1 ? labels.In(" attendent", " await")
               : labels.In(" attend", " awaits"),
      labels.In(" un prochain point de contrôle.", " a coming checkpoint."))));
  return ExitCode::kOk;
}

std::string FindingText(const Context& context, const AuditFinding& finding) {
  const std::string leaf = absl::StrCat(context.In("trace ", "leaf "),
                                        finding.index, context.In(" : ", ": "));
  switch (finding.kind) {
    case Kind::kAltered:
      return leaf + context.In("changée", "altered");
    case Kind::kDeleted:
      return leaf + context.In("retirée", "deleted");
    case Kind::kInserted:
      return leaf + context.In("une entrée étrangère est glissée avant elle",
                               "a foreign entry is slipped in before it");
    case Kind::kMoved:
      return absl::StrCat(
          leaf, context.In("déplacée, à la place ", "moved, to place "),
          finding.place);
    case Kind::kTile:
      return absl::StrCat(
          context.In("traces ", "leaves "), finding.index,
          context.In(" à ", " to "), finding.place,
          context.In(" : leurs empreintes ne sont pas celles qui sont signées",
                     ": their hashes are not the signed ones"));
    case Kind::kFile:
      return absl::StrCat(leaf, finding.file,
                          context.In(" manque ou n'est pas ce qu'il doit être",
                                     " is missing or not what it must be"));
  }
  return "";
}

std::string KindName(Kind kind) {
  switch (kind) {
    case Kind::kAltered:
      return "ALTERED";
    case Kind::kDeleted:
      return "DELETED";
    case Kind::kInserted:
      return "INSERTED";
    case Kind::kMoved:
      return "MOVED";
    case Kind::kTile:
      return "TILE";
    case Kind::kFile:
      return "FILE";
  }
  return "";
}

absl::StatusOr<ExitCode> VerifyFolder(Context& context,
                                      const std::string& folder) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  const auto report =
      AuditExport(folder, profile->journal_key, profile->journal_origin);
  if (absl::IsDataLoss(report.status())) {
    return RefusedError(context.In(
        "Le point de contrôle de ce dossier n'est pas signé par la clé de "
        "votre journal : rien de ce dossier ne prouve rien.",
        "This folder's checkpoint is not signed by your journal's key: "
        "nothing in this folder proves anything."));
  }
  if (!report.ok()) {
    return UsageError(absl::StrCat(
        context.In("Ce dossier ne peut être lu comme un journal exporté : ",
                   "This folder cannot be read as an exported journal: "),
        folder));
  }
  const bool holds = report->findings.empty();
  if (context.json) {
    // {"consistent", "size", "root" (hex), "findings": [{"kind", "leaf",
    // "place", "file"}]}
    nlohmann::ordered_json json;
    json["consistent"] = holds;
    json["size"] = report->checkpoint.size;
    json["root"] =
        absl::BytesToHexString(crypto::AsText(report->checkpoint.root));
    json["findings"] = nlohmann::ordered_json::array();
    for (const AuditFinding& finding : report->findings) {
      json["findings"].push_back({{"kind", KindName(finding.kind)},
                                  {"leaf", finding.index},
                                  {"place", finding.place},
                                  {"file", finding.file}});
    }
    context.Print(JsonText(json));
    return holds ? ExitCode::kOk : ExitCode::kRollbackSuspected;
  }
  if (holds) {
    context.Print(Paragraph(absl::StrCat(
        report->checkpoint.size,
        context.In(" traces, toutes celles qui sont signées, dans leur ordre.",
                   " leaves, all that are signed, in their order."))));
    return ExitCode::kOk;
  }
  context.Print(
      Paragraph(context.In("Ce dossier n'est pas le journal qui a été signé :",
                           "This folder is not the journal that was signed:")));
  for (const AuditFinding& finding : report->findings) {
    context.Print(Paragraph(FindingText(context, finding), "  ", "    "));
  }
  return ExitCode::kRollbackSuspected;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("journal");
  const auto options = NewOptions<Options>();
  CLI::App& verify = commands.Command(
      group, "verify",
      "Vérifie que le journal prolonge ce que ce poste a vu ; avec DOSSIER, "
      "sans serveur, qu'un journal exporté est celui qui a été signé, et sinon "
      "où il ne l'est pas",
      "Checks that the journal continues what was seen here; with FOLDER, "
      "without server, that an exported journal is the one that was signed, "
      "and if not, where",
      {"sceau journal verify", "sceau journal verify journal-2026-03",
       "sceau journal verify --with point-du-collegue.txt",
       "sceau journal verify --witness \"nom+id+base64\""},
      [options](Context& context) {
        return options->folder.empty() ? VerifyService(context, *options)
                                       : VerifyFolder(context, options->folder);
      });
  verify.add_option(commands.In("DOSSIER", "FOLDER"), options->folder,
                    commands.In("Un journal exporté (sceau journal export)",
                                "An exported journal (sceau journal export)"));
  verify.add_option(
      "--with,--avec", options->notes,
      commands.In("Point de contrôle vu par un autre poste (sceau journal "
                  "checkpoint --note) : il doit appartenir au même journal",
                  "Checkpoint that another workstation saw (sceau journal "
                  "checkpoint --note): it must belong to the same journal"));
  verify.add_option(
      "--witness,--temoin", options->witnesses,
      commands.In("Clé d'un témoin, remise en main propre : il doit avoir "
                  "confirmé un point de contrôle du même journal",
                  "A witness's key, handed over in person: the witness must "
                  "have confirmed a checkpoint of the same journal"));
}

}  // namespace sceau::command_journal_verify
