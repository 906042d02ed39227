// sceau profile init|check
#include <cerrno>
#include <string>
#include <sys/stat.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "client/cli/console/credentials.h"
#include "client/cli/console/fingerprint.h"
#include "client/cli/group/group_commands.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "client/lib/files.h"
#include "client/lib/profile.h"
#include "crypto/certificate.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_profile {
namespace {

struct Options {
  std::string server = {};
  std::string server_name = {};
  std::string group = {};
  std::string authority = {};
  std::string certificate = {};
  std::string key = {};
  std::string journal_key = {};
  std::string journal_origin = {};
};

// What the reader was given and named by its path.
absl::StatusOr<std::string> Given(Context& context, const std::string& from) {
  auto text = ReadFile(from, kMaxProfileBytes);
  if (text.ok()) return text;
  return UsageError(context.Text("common.file-unreadable", {{"file", from}}));
}

absl::Status Put(Context& context, const std::string& text,
                 const std::string& to, mode_t mode) {
  if (WriteFile(to, text, mode).ok()) return absl::OkStatus();
  return UsageError(context.Text("common.file-unwritable", {{"file", to}}));
}

// A profile holds a private key that may stand nowhere else.
bool IsTaken(const Profile& profile) {
  for (const char* file : {"profile.json", "key.pem"}) {
    if (!absl::IsNotFound(FileMode(profile.PathOf(file)).status())) return true;
  }
  return false;
}

absl::StatusOr<ExitCode> Init(Context& context, const Options& options) {
  Profile profile{.folder = context.profile_folder,
                  .server = options.server,
                  .server_name = options.server_name,
                  .group = options.group,
                  .authority = "ca.pem",
                  .certificate = "cert.pem",
                  .key = "key.pem",
                  .journal_origin = options.journal_origin};
  const auto key = crypto::VerifierKey::Parse(options.journal_key);
  if (!key.ok()) {
    return UsageError(context.Text("profile.the-journals-key-reads"));
  }
  profile.journal_key = *key;
  if (profile.journal_origin.empty()) profile.journal_origin = key->name;
  if (IsTaken(profile)) {
    return UsageError(context.Text("profile.there-is-a-profile-in",
                                   {{"folder", context.profile_folder}}));
  }
  // All is read before anything is written.
  ASSIGN_OR_RETURN(const std::string authority,
                   Given(context, options.authority));
  ASSIGN_OR_RETURN(const std::string certificate,
                   Given(context, options.certificate));
  ASSIGN_OR_RETURN(const std::string private_key, Given(context, options.key));
  constexpr mode_t kPublic = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;
  // The folder and the fields first: a mistake there copies no key.
  RETURN_IF_ERROR(WriteProfile(profile));
  RETURN_IF_ERROR(
      Put(context, authority, profile.PathOf(profile.authority), kPublic));
  RETURN_IF_ERROR(
      Put(context, certificate, profile.PathOf(profile.certificate), kPublic));
  RETURN_IF_ERROR(Put(context, private_key, profile.PathOf(profile.key),
                      S_IRUSR | S_IWUSR));
  context.Print(context.json ? JsonText({{"profile", context.profile_folder}})
                             : Paragraph(context.Text(
                                   "profile.profile-written",
                                   {{"folder", context.profile_folder}})));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Check(Context& context) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  RETURN_IF_ERROR(CheckCredentials(context, *profile));
  ASSIGN_OR_RETURN(const std::string pem,
                   ReadProfilePem(*profile, profile->certificate));
  ASSIGN_OR_RETURN(const crypto::CertificateFacts certificate,
                   crypto::ParseCertificate(pem));
  const auto end = absl::FromUnixSeconds(certificate.not_after);
  const absl::string_view key = crypto::AsText(certificate.spki_fingerprint);
  const Labels& labels = context.labels();
  if (context.json) {
    // {"server", "serverName", "group", "identity", "certificateExpireTime"
    // (Unix seconds), "keyFingerprint" (hexadecimal), "journalOrigin"}
    context.Print(JsonText({{"server", profile->server},
                            {"serverName", profile->server_name},
                            {"group", profile->group},
                            {"identity", certificate.uris.front()},
                            {"certificateExpireTime", certificate.not_after},
                            {"keyFingerprint", absl::BytesToHexString(key)},
                            {"journalOrigin", profile->journal_origin}}));
  } else {
    context.Print(FieldLines(
        {{labels.Text("profile.server"), {profile->server}},
         {labels.Text("profile.expected-name"), {profile->server_name}},
         {labels.Text("profile.group"), {profile->group}},
         {labels.Text("profile.you"), {Safe(certificate.uris.front())}},
         {labels.Text("common.certificate"),
          {labels.Text(
              "profile.until",
              {{"day", LongDate(DateOf(absl::ToCivilDay(end, GroupTimeZone())),
                                context.language())}})}},
         {labels.Text("common.keys-fingerprint"), {FingerprintText(key)}},
         {labels.Text("common.journal"), {profile->journal_origin}}}));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("profile", "profile.command");
  const auto options = NewOptions<Options>();
  CLI::App& init = commands.Command(
      group, "init", "profile.command-init",
      {"sceau --profile ~/.config/sceau profile init \\",
       "    --server sceau.exemple.fr:8443 --group alencon \\",
       "    --authority ca.pem --certificate cert.pem --key key.pem \\",
       "    --journal-key \"nom+id+base64\""},
      [options](Context& context) { return Init(context, *options); });
  const auto add = [&](const std::string& names, std::string& into,
                       absl::string_view words) {
    return init.add_option(names, into, commands.Text(words));
  };
  add("--server,--serveur", options->server, "profile.option-serveur")
      ->required();
  add("--server-name", options->server_name, "profile.option-server-name");
  add("--group,--groupe", options->group, "profile.option-groupe")->required();
  add("--authority,--autorite", options->authority, "profile.option-autorite")
      ->required();
  add("--certificate,--certificat", options->certificate,
      "profile.option-certificat")
      ->required();
  add("--key,--cle", options->key, "profile.option-cle")->required();
  add("--journal-key,--cle-journal", options->journal_key,
      "profile.option-cle-journal")
      ->required();
  add("--journal-origin,--origine-journal", options->journal_origin,
      "profile.option-origine-journal");
  commands.Command(group, "check", "profile.command-check",
                   {"sceau profile check"}, Check);
}

}  // namespace sceau::command_profile
