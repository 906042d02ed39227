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
      return UsageError(
          context.Text("common.file-unreadable", {{"file", file}}));
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
          context.Text("journal.this-is-no-witnesss-key", {{"text", text}}));
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
      return RefusedError(
          context.Text("journal.the-service-publishes-no-confirmation",
                       {{"name", key->name}}));
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
  return Paragraph(labels.Text("journal.confirmed-leaves-of-it-on",
                               {{"name", confirmed.name},
                                {"leaves", confirmed.size},
                                {"time", LongTime(time, labels.language())}}));
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
  context.Print(Paragraph(labels.Text(
      "journal.the-journal-leaves-continues-what", {{"leaves", size}})));
  if (compared > 0) {
    context.Print(Paragraph(labels.Text("journal.it-continues-what-the")));
  }
  for (const Confirmed& each : confirmed) {
    context.Print(ConfirmedText(each, labels));
  }
  context.Print(Paragraph(
      labels.Text("journal.receipts", {{"proven", proven}, {"left", left}})));
  return ExitCode::kOk;
}

std::string FindingText(const Context& context, const AuditFinding& finding) {
  switch (finding.kind) {
    case Kind::kAltered:
      return context.Text("journal.altered", {{"index", finding.index}});
    case Kind::kDeleted:
      return context.Text("journal.deleted", {{"index", finding.index}});
    case Kind::kInserted:
      return context.Text("journal.a-foreign-entry-is",
                          {{"index", finding.index}});
    case Kind::kMoved:
      return context.Text("journal.moved-to-place",
                          {{"index", finding.index}, {"place", finding.place}});
    case Kind::kTile:
      return context.Text("journal.tile-altered",
                          {{"index", finding.index}, {"place", finding.place}});
    case Kind::kFile:
      return context.Text("journal.is-missing-or-not-what",
                          {{"index", finding.index}, {"file", finding.file}});
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
    return RefusedError(context.Text("journal.this-folders-checkpoint-is"));
  }
  if (!report.ok()) {
    return UsageError(context.Text("journal.this-folder-cannot-be-read",
                                   {{"folder", folder}}));
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
    context.Print(
        Paragraph(context.Text("journal.leaves-all-that-are-signed",
                               {{"leaves", report->checkpoint.size}})));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(context.Text("journal.this-folder-is-not-the")));
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
      group, "verify", "journal.command-verify",
      {"sceau journal verify", "sceau journal verify journal-2026-03",
       "sceau journal verify --with point-du-collegue.txt",
       "sceau journal verify --witness \"nom+id+base64\""},
      [options](Context& context) {
        return options->folder.empty() ? VerifyService(context, *options)
                                       : VerifyFolder(context, options->folder);
      });
  verify.add_option(commands.Text("journal.folder"), options->folder,
                    commands.Text("journal.an-exported-journal-sceau"));
  verify.add_option("--with,--avec", options->notes,
                    commands.Text("journal.option-avec"));
  verify.add_option("--witness,--temoin", options->witnesses,
                    commands.Text("journal.option-temoin"));
}

}  // namespace sceau::command_journal_verify
