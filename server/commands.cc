#include "server/commands.h"

#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"

#include "crypto/digest.h"
#include "server/app.h"
#include "server/check.h"
#include "server/config.h"
#include "server/explain.h"
#include "server/founding.h"
#include "server/restore.h"

namespace sceau {
namespace {

// Certificates and charters; what is larger is neither.
constexpr size_t kMaxInputBytes = size_t{1024} * 1024;

GroupWorld RealWorld() {
  GroupWorld world;
  world.clock = [] { return absl::Now(); };
  world.random = [](std::span<uint8_t> out) { crypto::RandomBytes(out); };
  return world;
}

int Refuse(const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) {
    std::cerr << "sceaud: " << problem << "\n";
  }
  return kExitProblem;
}

std::optional<std::string> ReadText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text(kMaxInputBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  if (in.bad() || text.size() > kMaxInputBytes) return std::nullopt;
  return text;
}

std::string Unreadable(const std::string& path, Language language) {
  return absl::StrCat(
      path, In(language, " : illisible ; vérifier le chemin et les droits.",
               ": unreadable; check the path and the permissions."));
}

// The group that a command is about.
const config::Group* FindGroup(const config::Server& config,
                               const std::string& id) {
  if (id.empty()) {
    return config.groups_size() == 1 ? &config.groups(0) : nullptr;
  }
  for (const config::Group& group : config.groups()) {
    if (group.id() == id) return &group;
  }
  return nullptr;
}

// The place of the group that a command is about, or what is wrong.
std::optional<GroupPlace> FindPlace(const std::string& config_file,
                                    const std::string& id, Language language,
                                    std::vector<std::string>& problems) {
  const ConfigResult loaded = LoadConfig(config_file, language);
  problems = loaded.problems;
  if (!loaded.ok()) return std::nullopt;
  const config::Group* const group = FindGroup(loaded.config, id);
  if (group != nullptr) return PlaceOf(loaded.config, *group);
  problems.push_back(In(language,
                        "quel groupe ? donner avec --group un identifiant de "
                        "la configuration.",
                        "which group? give an id of the configuration with "
                        "--group."));
  return std::nullopt;
}

// The declaration of all files together.
std::optional<crypto::RestoreStatement> ReadStatements(
    const std::vector<std::string>& paths, Language language,
    std::vector<std::string>& problems) {
  std::vector<crypto::RestoreStatement> statements;
  for (const std::string& path : paths) {
    const std::optional<std::string> text = ReadText(path);
    const auto statement = crypto::ParseRestore(text.value_or(""));
    if (!statement.ok()) {
      problems.push_back(absl::StrCat(
          path, In(language,
                   " : n'est pas une déclaration de restauration ; la refaire "
                   "(sceaud restore --reason).",
                   ": is no statement of a restore; make it again (sceaud "
                   "restore --reason).")));
      return std::nullopt;
    }
    statements.push_back(*statement);
  }
  auto joined = crypto::JoinRestore(statements);
  if (joined.ok()) return *std::move(joined);
  problems.push_back(In(language,
                        "ces fichiers ne déclarent pas la même restauration ; "
                        "les deux co-pilotes signent le même texte.",
                        "these files do not declare the same restore; both "
                        "co-pilots sign the same text."));
  return std::nullopt;
}

int PrintDraft(const GroupPlace& place, const RestoreArguments& arguments,
               Language language) {
  std::string lost;
  if (!arguments.lost.empty()) {
    const std::optional<std::string> text = ReadText(arguments.lost);
    if (!text.has_value())
      return Refuse({Unreadable(arguments.lost, language)});
    lost = *text;
  }
  const auto draft = DraftRestore(place, RealWorld(), arguments.reason, lost);
  if (!draft.ok()) return Refuse({Explain(draft.status(), language)});
  std::cout << crypto::FormatRestore(*draft);
  std::cerr << In(language,
                  "À faire signer par les deux co-pilotes, chacun sur son "
                  "poste : sceau journal restore-statement FICHIER.\n",
                  "To be signed by both co-pilots, each on the own "
                  "workstation: sceau journal restore-statement FILE.\n");
  return kExitOk;
}

// "FILE=NAME"; that the name is missing is the founding's to say.
void AddMember(const std::string& argument, v1::Role role, Language language,
               Founding& founding, std::vector<std::string>& problems) {
  const size_t equals = argument.find('=');
  const std::string path = argument.substr(0, equals);
  const std::optional<std::string> certificate = ReadText(path);
  if (!certificate.has_value()) {
    problems.push_back(Unreadable(path, language));
    return;
  }
  founding.members.push_back(
      {.role = role,
       .certificate = *certificate,
       .display_name =
           equals == std::string::npos ? "" : argument.substr(equals + 1)});
}

Founding ReadFounding(const GroupCreateArguments& arguments, Language language,
                      std::vector<std::string>& problems) {
  Founding founding;
  founding.charter_name = arguments.charter;
  const std::optional<std::string> charter = ReadText(arguments.charter);
  if (charter.has_value()) {
    founding.charter = *charter;
  } else {
    problems.push_back(Unreadable(arguments.charter, language));
  }
  const auto add = [&](const std::string& argument, v1::Role role) {
    AddMember(argument, role, language, founding, problems);
  };
  add(arguments.admin, v1::ROLE_TECHNICAL_ADMINISTRATOR);
  add(arguments.officer, v1::ROLE_CHARTER_OFFICER);
  for (const std::string& co_pilot : arguments.co_pilots) {
    add(co_pilot, v1::ROLE_CO_PILOT);
  }
  add(arguments.coordinator, v1::ROLE_COORDINATOR);
  if (!arguments.data_protection_officer.empty()) {
    add(arguments.data_protection_officer, v1::ROLE_DATA_PROTECTION_OFFICER);
  }
  return founding;
}

// A clock that is ahead is said where it is started and where it is checked.
void SayRehearsal(const config::Server& config, Language language) {
  if (config.rehearsal_days_ahead() == 0) return;
  std::cout << In(language,
                  "rehearsal_days_ahead : répétition, avec une horloge en "
                  "avance ; jours : ",
                  "rehearsal_days_ahead: a rehearsal, its clock ahead; days: ")
            << config.rehearsal_days_ahead() << std::endl;
}

// Waits for a signal that asks to stop; they are blocked in every thread.
void AwaitStop(const sigset_t& signals) {
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
}

}  // namespace

int Serve(const ServeArguments& arguments, Language language) {
  const ConfigResult loaded = LoadConfig(arguments.config, language);
  if (!loaded.ok()) return Refuse(loaded.problems);

  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  (void)std::signal(SIGPIPE, SIG_IGN);

  const App::Started started = App::Start(loaded.config, RealWorld(), language);
  if (started.app == nullptr) return Refuse(started.problems);
  const std::string& address = loaded.config.listen_address();
  std::cout << In(language, "sceaud écoute sur ", "sceaud listens on ")
            << address.substr(0, address.rfind(':')) << ":"
            << started.app->port() << std::endl;
  SayRehearsal(loaded.config, language);
  AwaitStop(signals);
  started.app->Stop();
  return kExitOk;
}

int Check(const CheckArguments& arguments, Language language) {
  CheckReport report;
  if (!arguments.charter.empty()) {
    const std::optional<std::string> charter = ReadText(arguments.charter);
    if (charter.has_value()) {
      CheckCharter(arguments.charter, *charter, language, report);
    } else {
      report.problems.push_back(Unreadable(arguments.charter, language));
    }
  }
  if (!arguments.config.empty()) {
    const ConfigResult loaded = LoadConfig(arguments.config, language);
    if (loaded.ok()) {
      SayRehearsal(loaded.config, language);
      report.good.push_back(absl::StrCat(
          arguments.config,
          In(language, " : configuration comprise.", ": understood.")));
      const GroupWorld world = RealWorld();
      CheckTls(loaded.config.tls(), world.clock(), language, report);
      for (const config::Group& group : loaded.config.groups()) {
        CheckGroup(PlaceOf(loaded.config, group), world, language, report);
      }
    } else {
      report.problems.insert(report.problems.end(), loaded.problems.begin(),
                             loaded.problems.end());
    }
  }
  for (const std::string& good : report.good) {
    std::cout << "  ✓ " << good << "\n";
  }
  for (const std::string& problem : report.problems) {
    std::cout << "  ✗ " << problem << "\n";
  }
  if (report.problems.empty()) {
    std::cout << In(language, "Rien à signaler.\n", "Nothing to mend.\n");
    return kExitOk;
  }
  return kExitProblem;
}

int GroupCreate(const GroupCreateArguments& arguments, Language language) {
  std::vector<std::string> problems;
  const auto found =
      FindPlace(arguments.config, arguments.group, language, problems);
  if (!found.has_value()) return Refuse(problems);
  const GroupPlace& place = *found;
  const Founding founding = ReadFounding(arguments, language, problems);
  if (!problems.empty()) return Refuse(problems);
  problems = CheckFounding(place, founding, language);
  if (!problems.empty()) return Refuse(problems);
  CheckReport of_charter;
  CheckCharter(founding.charter_name, founding.charter, language, of_charter);
  if (!of_charter.problems.empty()) return Refuse(of_charter.problems);
  const absl::StatusOr<Founded> founded =
      FoundGroup(place, founding, RealWorld());
  if (!founded.ok()) return Refuse({Explain(founded.status(), language)});

  std::cout << In(language, "Groupe créé : ", "Group made: ") << place.group
            << "\n";
  if (founded->made_root_key) {
    std::cout << In(language, "Clé racine créée : ", "Root key made: ")
              << place.root_key_file
              << In(language, " (en faire une copie hors ligne, scellée)\n",
                    " (make one sealed copy, off line)\n");
  }
  // For the members' profiles, delivered with their certificates.
  std::cout << "journal_origin " << founded->origin << "\n"
            << "journal_key " << founded->verifier_key << "\n"
            << In(language,
                  "À remettre à chaque membre avec son certificat, jamais par "
                  "ce service.\nChacun signe ensuite la charte (sceau charter "
                  "sign) ; rien ne lui répond avant.\n",
                  "To be handed to each member with the certificate, never by "
                  "this service.\nEach then signs the charter (sceau charter "
                  "sign); nothing answers before.\n");
  return kExitOk;
}

int Restore(const RestoreArguments& arguments, Language language) {
  std::vector<std::string> problems;
  const auto place =
      FindPlace(arguments.config, arguments.group, language, problems);
  if (!place.has_value()) return Refuse(problems);
  CheckReport of_place;
  CheckPlace(*place, language, of_place);
  if (!of_place.problems.empty()) return Refuse(of_place.problems);
  if (arguments.statements.empty()) {
    return PrintDraft(*place, arguments, language);
  }
  const auto statement =
      ReadStatements(arguments.statements, language, problems);
  if (!statement.has_value()) return Refuse(problems);
  const auto restored = DeclareRestore(*place, RealWorld(), *statement);
  if (!restored.ok()) return Refuse({Explain(restored.status(), language)});
  std::cout << In(language, "Groupe rouvert à ", "Group open again at ")
            << restored->kept << In(language, " traces ; ", " leaves; ")
            << restored->lost
            << In(language,
                  " déclarées perdues. La déclaration est au journal.\n"
                  "Remettre le même fichier signé à chaque membre, jamais par "
                  "ce service : sceau journal accept-restore FICHIER.\n",
                  " declared lost. The declaration is in the journal.\n"
                  "Hand the same signed file to every member, never by this "
                  "service: sceau journal accept-restore FILE.\n");
  return kExitOk;
}

}  // namespace sceau
