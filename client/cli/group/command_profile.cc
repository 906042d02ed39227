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
  return UsageError(absl::StrCat(
      context.In("Ce fichier ne peut être lu : ", "This file cannot be read: "),
      from));
}

absl::Status Put(Context& context, const std::string& text,
                 const std::string& to, mode_t mode) {
  if (WriteFile(to, text, mode).ok()) return absl::OkStatus();
  return UsageError(absl::StrCat(context.In("Ce fichier ne peut être écrit : ",
                                            "This file cannot be written: "),
                                 to));
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
    return UsageError(context.In(
        "La clé du journal s'écrit « nom+identifiant+base64 », comme "
        "« sceaud group create » l'a montrée.",
        "The journal's key reads « name+id+base64 », as « sceaud group create "
        "» showed it."));
  }
  profile.journal_key = *key;
  if (profile.journal_origin.empty()) profile.journal_origin = key->name;
  if (IsTaken(profile)) {
    return UsageError(absl::StrCat(
        context.In("Un profil est déjà dans ce dossier : ",
                   "There is a profile in this folder already: "),
        context.profile_folder,
        context.In(". Rien n'a été changé : donnez un autre dossier, « sceau "
                   "--profile DOSSIER profile init … ».",
                   ". Nothing was changed: give another folder, « sceau "
                   "--profile FOLDER profile init … ».")));
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
  context.Print(context.json
                    ? JsonText({{"profile", context.profile_folder}})
                    : Paragraph(absl::StrCat(
                          context.In("Profil écrit : ", "Profile written: "),
                          context.profile_folder)));
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
        {{labels.In("Serveur", "Server"), {profile->server}},
         {labels.In("Nom attendu", "Expected name"), {profile->server_name}},
         {labels.In("Groupe", "Group"), {profile->group}},
         {labels.In("Vous", "You"), {Safe(certificate.uris.front())}},
         {labels.In("Certificat", "Certificate"),
          {absl::StrCat(labels.In("jusqu'au ", "until "),
                        LongDate(DateOf(absl::ToCivilDay(end, GroupTimeZone())),
                                 context.language()))}},
         {labels.In("Empreinte de la clé", "Key's fingerprint"),
          {FingerprintText(key)}},
         {labels.In("Journal", "Journal"), {profile->journal_origin}}}));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group(
      "profile", "Le profil de ce poste : qui vous êtes, où est le service",
      "This workstation's profile: who you are, where the service is");
  const auto options = NewOptions<Options>();
  CLI::App& init = commands.Command(
      group, "init", "Écrit un profil à partir de ce qui vous a été remis",
      "Writes a profile from what you were given",
      {"sceau --profile ~/.config/sceau profile init \\",
       "    --server sceau.exemple.fr:8443 --group alencon \\",
       "    --authority ca.pem --certificate cert.pem --key key.pem \\",
       "    --journal-key \"nom+id+base64\""},
      [options](Context& context) { return Init(context, *options); });
  const auto add = [&](const std::string& names, std::string& into,
                       absl::string_view french, absl::string_view english) {
    return init.add_option(names, into, commands.In(french, english));
  };
  add("--server,--serveur", options->server, "Adresse du service, hôte:port",
      "The service's address, host:port")
      ->required();
  add("--server-name", options->server_name,
      "Nom attendu dans son certificat ; l'hôte par défaut",
      "Name expected in its certificate; the host by default");
  add("--group,--groupe", options->group, "Identifiant du groupe",
      "The group's id")
      ->required();
  add("--authority,--autorite", options->authority,
      "Certificat de l'autorité, en PEM", "The authority's certificate, PEM")
      ->required();
  add("--certificate,--certificat", options->certificate,
      "Votre certificat, en PEM", "Your certificate, PEM")
      ->required();
  add("--key,--cle", options->key, "Votre clé privée, en PEM",
      "Your private key, PEM")
      ->required();
  add("--journal-key,--cle-journal", options->journal_key,
      "Clé de vérification du journal", "The journal's verifier key")
      ->required();
  add("--journal-origin,--origine-journal", options->journal_origin,
      "Origine du journal ; le nom de sa clé par défaut",
      "The journal's origin; its key's name by default");
  commands.Command(group, "check", "Vérifie le profil, sans serveur",
                   "Checks the profile, without server",
                   {"sceau profile check"}, Check);
}

}  // namespace sceau::command_profile
