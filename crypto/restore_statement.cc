#include "crypto/restore_statement.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "crypto/canonical.h"
#include "crypto/charter_signature.h"

namespace sceau::crypto {
namespace {

constexpr absl::string_view kTitle = "sceau restore v1";

absl::Status NoStatement() {
  return absl::InvalidArgumentError("not a statement of a restore");
}

bool IsDate(absl::string_view text) {
  if (text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 4 || i == 7;
    if (is_dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

bool IsId(absl::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

// "<name> <text>": the text.
bool Take(absl::string_view line, absl::string_view name, std::string& text) {
  if (!absl::ConsumePrefix(&line, absl::StrCat(name, " "))) return false;
  text = std::string(line);
  return true;
}

bool TakeBase64(absl::string_view line, absl::string_view name,
                std::string& text) {
  std::string encoded;
  return Take(line, name, encoded) && absl::Base64Unescape(encoded, &text) &&
         !text.empty();
}

bool TakeSignature(absl::string_view line, RestoreSignature& each) {
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  std::string signature;
  if (words.size() != 3 || words[0] != "signed" ||
      !absl::Base64Unescape(words[1], &each.certificate) ||
      !absl::Base64Unescape(words[2], &signature) ||
      signature.size() > kMaxSignatureBytes) {
    return false;
  }
  each.signature.assign(signature.begin(), signature.end());
  return true;
}

}  // namespace

std::string FormatRestore(const RestoreStatement& statement) {
  std::string text =
      absl::StrCat(kTitle, "\ngroup ", statement.group, "\nreason ",
                   statement.reason, "\ndate ", statement.date, "\nrestored ",
                   absl::Base64Escape(statement.restored), "\n");
  for (const std::string& note : statement.lost) {
    absl::StrAppend(&text, "lost ", absl::Base64Escape(note), "\n");
  }
  for (const RestoreSignature& each : statement.signatures) {
    absl::StrAppend(&text, "signed ", absl::Base64Escape(each.certificate), " ",
                    absl::Base64Escape(AsText(each.signature)), "\n");
  }
  return text;
}

absl::StatusOr<RestoreStatement> ParseRestore(absl::string_view text) {
  constexpr size_t kFields = 5;
  if (text.size() > kMaxStatementBytes) return NoStatement();
  if (!absl::ConsumeSuffix(&text, "\n")) return NoStatement();
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  RestoreStatement statement;
  if (lines.size() < kFields || lines[0] != kTitle ||
      !Take(lines[1], "group", statement.group) ||
      !Take(lines[2], "reason", statement.reason) ||
      !Take(lines[3], "date", statement.date) ||
      !TakeBase64(lines[4], "restored", statement.restored) ||
      !IsId(statement.group) || !IsDate(statement.date) ||
      std::ranges::find(kRestoreReasons, statement.reason) ==
          kRestoreReasons.end()) {
    return NoStatement();
  }
  size_t at = kFields;
  std::string note;
  while (at < lines.size() && TakeBase64(lines[at], "lost", note)) {
    statement.lost.push_back(std::move(note));
    ++at;
  }
  for (; at < lines.size(); ++at) {
    RestoreSignature each;
    if (!TakeSignature(lines[at], each)) return NoStatement();
    statement.signatures.push_back(std::move(each));
  }
  if (statement.lost.empty() || statement.lost.size() > kMaxLostCheckpoints ||
      statement.signatures.size() > kMaxStatementSignatures) {
    return NoStatement();
  }
  return statement;
}

Bytes RestoreMessage(const RestoreStatement& statement) {
  CanonicalWriter out;
  out.Text(kTitle)
      .Text(statement.group)
      .Text(statement.reason)
      .Text(statement.date)
      .Text(statement.restored);
  for (const std::string& note : statement.lost) out.Text(note);
  return out.Take();
}

absl::StatusOr<RestoredCheckpoints> CheckpointsOf(
    const RestoreStatement& statement, const VerifierKey& key,
    absl::string_view origin) {
  RestoredCheckpoints checkpoints;
  auto restored = VerifyCheckpoint(statement.restored, key, origin);
  if (!restored.ok()) return restored.status();
  checkpoints.restored = *std::move(restored);
  for (const std::string& note : statement.lost) {
    const auto lost = VerifyCheckpoint(note, key, origin);
    if (!lost.ok()) return lost.status();
    if (lost->size < checkpoints.restored.size ||
        *lost == checkpoints.restored) {
      return NoStatement();
    }
    if (lost->size >= checkpoints.lost.size) checkpoints.lost = *lost;
  }
  return checkpoints;
}

absl::StatusOr<RestoreStatement> JoinRestore(
    const std::vector<RestoreStatement>& statements) {
  if (statements.empty()) return NoStatement();
  RestoreStatement joined = statements.front();
  joined.signatures.clear();
  for (const RestoreStatement& statement : statements) {
    if (RestoreMessage(statement) != RestoreMessage(joined)) {
      return absl::InvalidArgumentError(
          "these statements do not declare the same restore");
    }
    for (const RestoreSignature& each : statement.signatures) {
      const bool there = std::ranges::any_of(
          joined.signatures, [&each](const RestoreSignature& other) {
            return other.certificate == each.certificate;
          });
      if (!there) joined.signatures.push_back(each);
    }
  }
  return joined;
}

absl::StatusOr<std::vector<Signer>> SignersOf(const RestoreStatement& statement,
                                              absl::string_view trust_domain) {
  const Bytes message = RestoreMessage(statement);
  const absl::Status invalid =
      absl::InvalidArgumentError("a signature of the statement does not hold");
  std::vector<Signer> signers;
  for (const RestoreSignature& each : statement.signatures) {
    auto facts = ParseCertificate(each.certificate);
    if (!facts.ok() || facts->uris.size() != 1 ||
        !VerifyWithSpki(facts->spki_der, message, each.signature).ok()) {
      return invalid;
    }
    absl::string_view uri = facts->uris.front();
    if (!absl::ConsumePrefix(
            &uri, absl::StrCat("spiffe://", trust_domain, "/partners/"))) {
      return invalid;
    }
    const std::vector<std::string> words = absl::StrSplit(uri, '/');
    if (words.size() != 3 || words[1] != "members" || !IsId(words[0]) ||
        !IsId(words[2])) {
      return invalid;
    }
    const bool there = std::ranges::any_of(
        signers,
        [&words](const Signer& other) { return other.member == words[2]; });
    if (there) continue;
    signers.push_back(
        {.partner = words[0], .member = words[2], .facts = *std::move(facts)});
  }
  return signers;
}

}  // namespace sceau::crypto
