#include "client/lib/profile.h"

#include <cerrno>
#include <initializer_list>
#include <openssl/crypto.h>
#include <set>
#include <sys/stat.h>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "client/lib/files.h"
#include "crypto/charter_signature.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"

namespace sceau {
namespace {

using Json = nlohmann::ordered_json;
using Kind = ProfileIssue::Kind;

constexpr char kIssueUrl[] = "sceau/profile-issue";
constexpr char kFileName[] = "profile.json";
constexpr size_t kMaxFieldBytes = 1024;

absl::Status Issue(Kind kind, absl::string_view where) {
  return ProfileIssueError(kind, where);
}

// Reads the string `name` of `json`; an absent optional one stays as it is.
absl::Status ReadField(const Json& json, const char* name, bool required,
                       std::string& into) {
  const auto found = json.find(name);
  if (found == json.end()) {
    return required ? Issue(Kind::kFieldMissing, name) : absl::OkStatus();
  }
  if (!found->is_string()) return Issue(Kind::kFieldInvalid, name);
  into = found->get<std::string>();
  if (into.empty() || into.size() > kMaxFieldBytes ||
      absl::StrContains(into, absl::string_view("\0", 1))) {
    return Issue(Kind::kFieldInvalid, name);
  }
  return absl::OkStatus();
}

// host:port, the host possibly in brackets.
bool IsAddress(absl::string_view text, std::string& host) {
  const size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos || colon == 0) return false;
  uint32_t port = 0;
  if (!absl::SimpleAtoi(text.substr(colon + 1), &port) || port == 0 ||
      port > 65535) {
    return false;
  }
  host = std::string(text.substr(0, colon));
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]")) {
    host = host.substr(1, host.size() - 2);
    return !host.empty();
  }
  // A scheme ("unix:", "dns:///") is no host.
  return host.find_first_of(":/") == std::string::npos;
}

absl::Status ReadFields(const Json& json, Profile& profile) {
  static const std::set<std::string> kKnown = {
      "server",          "server_name",    "group",
      "authority",       "certificate",    "key",
      "journal_key",     "journal_origin", "vocabulary",
      "deadline_seconds"};
  for (const auto& item : json.items()) {
    if (!kKnown.contains(item.key())) {
      return Issue(Kind::kFieldUnknown, item.key());
    }
  }
  std::string verifier;
  const std::initializer_list<std::pair<const char*, std::string*>> required = {
      {"server", &profile.server},
      {"group", &profile.group},
      {"authority", &profile.authority},
      {"certificate", &profile.certificate},
      {"key", &profile.key},
      {"journal_key", &verifier},
      {"journal_origin", &profile.journal_origin}};
  for (const auto& [name, into] : required) {
    RETURN_IF_ERROR(ReadField(json, name, /*required=*/true, *into));
  }
  if (!IsAddress(profile.server, profile.server_name)) {
    return Issue(Kind::kFieldInvalid, "server");
  }
  RETURN_IF_ERROR(
      ReadField(json, "server_name", /*required=*/false, profile.server_name));
  RETURN_IF_ERROR(
      ReadField(json, "vocabulary", /*required=*/false, profile.vocabulary));
  if (!IsId(profile.group)) return Issue(Kind::kFieldInvalid, "group");
  auto key = crypto::VerifierKey::Parse(verifier);
  if (!key.ok() || key->algorithm != crypto::NoteAlgorithm::kEd25519) {
    return Issue(Kind::kFieldInvalid, "journal_key");
  }
  profile.journal_key = *std::move(key);
  if (!crypto::IsKeyName(profile.journal_origin)) {
    return Issue(Kind::kFieldInvalid, "journal_origin");
  }
  if (const auto found = json.find("deadline_seconds"); found != json.end()) {
    if (!found->is_number_integer() || *found < 1 ||
        *found > kMaxDeadlineSeconds) {
      return Issue(Kind::kFieldInvalid, "deadline_seconds");
    }
    profile.deadline_seconds = found->get<int>();
  }
  return absl::OkStatus();
}

absl::StatusOr<Json> ParseJson(const std::string& text,
                               const std::string& path) {
  try {
    Json json = Json::parse(text);
    if (!json.is_object()) return Issue(Kind::kNotJson, path);
    return json;
  } catch (const nlohmann::json::parse_error& error) {
    // The byte is all the library gives; line and column are what people need.
    size_t line = 1;
    size_t column = 0;
    for (size_t i = 0; i < error.byte && i < text.size(); ++i) {
      ++column;
      if (text[i] == '\n') {
        ++line;
        column = 0;
      }
    }
    return Issue(Kind::kNotJson, absl::StrCat(path, ":", line, ":", column));
  }
}

// Never throws: a path that is not UTF-8 is refused at the next load instead.
std::string Text(const Json& json) {
  return json.dump(/*indent=*/2, ' ', /*ensure_ascii=*/false,
                   Json::error_handler_t::replace) +
         "\n";
}

absl::Status CheckKeyMode(const std::string& path) {
  const auto mode = FileMode(path);
  if (!mode.ok()) return Issue(Kind::kUnreadable, path);
  if ((*mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Issue(Kind::kOpenToOthers, path);
  }
  return absl::OkStatus();
}

}  // namespace

std::string Profile::PathOf(absl::string_view file) const {
  if (absl::StartsWith(file, "/")) return std::string(file);
  return absl::StrCat(folder, "/", file);
}

absl::Status ProfileIssueError(ProfileIssue::Kind kind,
                               absl::string_view where) {
  absl::Status status =
      absl::FailedPreconditionError(absl::StrCat("profile: ", where));
  status.SetPayload(
      kIssueUrl, absl::Cord(absl::StrCat(static_cast<int>(kind), " ", where)));
  return status;
}

std::optional<ProfileIssue> ProfileIssueOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kIssueUrl);
  if (!payload) return std::nullopt;
  const std::string text(*payload);
  const size_t blank = text.find(' ');
  int kind = 0;
  if (blank == std::string::npos ||
      !absl::SimpleAtoi(text.substr(0, blank), &kind)) {
    return std::nullopt;
  }
  return ProfileIssue{.kind = static_cast<Kind>(kind),
                      .where = text.substr(blank + 1)};
}

absl::StatusOr<Profile> LoadProfile(const std::string& folder) {
  Profile profile{.folder = folder};
  const std::string path = profile.PathOf(kFileName);
  const auto text = ReadFile(path, kMaxProfileBytes);
  if (text.status().code() == absl::StatusCode::kNotFound) {
    return Issue(Kind::kNoProfile, folder);
  }
  if (!text.ok()) return Issue(Kind::kUnreadable, path);
  ASSIGN_OR_RETURN(const Json json, ParseJson(*text, path));
  RETURN_IF_ERROR(ReadFields(json, profile));
  RETURN_IF_ERROR(ReadProfilePem(profile, profile.authority).status());
  RETURN_IF_ERROR(ReadProfilePem(profile, profile.certificate).status());
  RETURN_IF_ERROR(CheckKeyMode(profile.PathOf(profile.key)));
  return profile;
}

absl::Status WriteProfile(const Profile& profile) {
  Json json;
  json["server"] = profile.server;
  if (!profile.server_name.empty()) json["server_name"] = profile.server_name;
  json["group"] = profile.group;
  json["authority"] = profile.authority;
  json["certificate"] = profile.certificate;
  json["key"] = profile.key;
  json["journal_key"] = profile.journal_key.Format();
  json["journal_origin"] = profile.journal_origin;
  if (profile.deadline_seconds != kDefaultDeadlineSeconds) {
    json["deadline_seconds"] = profile.deadline_seconds;
  }
  if (!profile.vocabulary.empty()) json["vocabulary"] = profile.vocabulary;
  Profile checked;
  RETURN_IF_ERROR(ReadFields(json, checked));
  if (mkdir(profile.folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return Issue(Kind::kUnreadable, profile.folder);
  }
  const std::string path = profile.PathOf(kFileName);
  if (!WriteFile(path, Text(json), S_IRUSR | S_IWUSR).ok()) {
    return Issue(Kind::kUnreadable, path);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadProfilePem(const Profile& profile,
                                           absl::string_view file) {
  const std::string path = profile.PathOf(file);
  auto text = ReadFile(path, kMaxProfileBytes);
  if (!text.ok()) return Issue(Kind::kUnreadable, path);
  return text;
}

absl::StatusOr<crypto::Secret> ReadProfileKey(const Profile& profile) {
  const std::string path = profile.PathOf(profile.key);
  RETURN_IF_ERROR(CheckKeyMode(path));
  auto text = ReadFile(path, crypto::kMaxPemBytes);
  if (!text.ok()) return Issue(Kind::kUnreadable, path);
  crypto::Secret key = crypto::Secret::Copy(crypto::AsBytes(*text));
  OPENSSL_cleanse(text->data(), text->size());
  return key;
}

}  // namespace sceau
