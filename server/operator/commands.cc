#include "server/operator/commands.h"

#include <csignal>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"

#include "crypto/digest.h"
#include "proto/text/nearest.h"
#include "proto/text/output.h"
#include "server/app.h"
#include "server/config.h"
#include "server/operator/check.h"
#include "server/operator/explain.h"
#include "server/operator/founding.h"
#include "server/operator/input_file.h"
#include "server/operator/restore.h"
#include "server/operator/upgrade.h"

namespace sceau {
namespace {

GroupWorld RealWorld() {
  GroupWorld world;
  world.clock = [] { return absl::Now(); };
  world.random = [](std::span<uint8_t> out) { crypto::RandomBytes(out); };
  return world;
}

int Refuse(const Console& console, const std::vector<std::string>& problems) {
  console.Complain(problems);
  return kExitProblem;
}

int Refuse(const Console& console, const absl::Status& status) {
  console.Complain({Explain(status, console.language)});
  return IsOtherVersion(status) ? kExitOtherVersion : kExitProblem;
}

int RefuseToServe(const Console& console,
                  const std::vector<std::string>& problems,
                  bool other_version = false) {
  console.ComplainToJournal(problems);
  return other_version ? kExitOtherVersion : kExitProblem;
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

// That the command does not know which group is meant.
std::string WhichGroup(const config::Server& config, const std::string& id,
                       const Console& console) {
  std::vector<std::string> ids;
  for (const config::Group& group : config.groups()) ids.push_back(group.id());
  const std::string nearest = Nearest(id, ids);
  if (!nearest.empty()) {
    return absl::StrCat(
        console.In("--group ", "--group "), id,
        console.In(" : ce groupe n'est pas dans la configuration ; écrire "
                   "--group ",
                   ": this group is not in the configuration; write --group "),
        nearest, ".");
  }
  return absl::StrCat(
      console.In("de quel groupe s'agit-il ? Écrire --group et l'un de : ",
                 "which group is meant? Write --group and one of: "),
      absl::StrJoin(ids, ", "), ".");
}

// The place of the group that a command is about, or what is wrong.
std::optional<GroupPlace> FindPlace(const std::string& config_file,
                                    const std::string& id,
                                    const Console& console,
                                    std::vector<std::string>& problems) {
  const ConfigResult loaded = LoadConfig(config_file, console.language);
  problems = loaded.problems;
  if (!loaded.ok()) return std::nullopt;
  const config::Group* const group = FindGroup(loaded.config, id);
  if (group != nullptr) return PlaceOf(loaded.config, *group);
  problems.push_back(WhichGroup(loaded.config, id, console));
  return std::nullopt;
}

// The declaration of all files together.
std::optional<crypto::RestoreStatement> ReadStatements(
    const std::vector<std::string>& paths, const Console& console,
    std::vector<std::string>& problems) {
  std::vector<crypto::RestoreStatement> statements;
  for (const std::string& path : paths) {
    const auto text =
        ReadInput(path, kMaxInputBytes, console.language, problems);
    if (!text.has_value()) return std::nullopt;
    const auto statement = crypto::ParseRestore(*text);
    if (!statement.ok()) {
      problems.push_back(absl::StrCat(
          path, console.In(
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
  problems.push_back(
      console.In("ces fichiers ne déclarent pas la même restauration ; "
                 "les deux co-pilotes signent le même texte.",
                 "these files do not declare the same restore; both "
                 "co-pilots sign the same text."));
  return std::nullopt;
}

int PrintDraft(const GroupPlace& place, const RestoreArguments& arguments,
               const Console& console) {
  std::string lost;
  if (!arguments.lost.empty()) {
    std::vector<std::string> problems;
    const auto text =
        ReadInput(arguments.lost, kMaxInputBytes, console.language, problems);
    if (!text.has_value()) return Refuse(console, problems);
    lost = *text;
  }
  const auto draft = DraftRestore(place, RealWorld(), arguments.reason, lost);
  if (!draft.ok()) return Refuse(console, draft.status());
  console.out << crypto::FormatRestore(*draft);
  console.err << Paragraph(console.In(
      "À faire signer par les deux co-pilotes, chacun sur son poste : « sceau "
      "journal restore-statement FICHIER SIGNÉ ».",
      "To be signed by both co-pilots, each on the own workstation: « sceau "
      "journal restore-statement FILE SIGNED »."));
  return kExitOk;
}

// "FILE=NAME"; that the name is missing is the founding's to say.
void AddMember(const std::string& argument, v1::Role role,
               const Console& console, Founding& founding,
               std::vector<std::string>& problems) {
  const size_t equals = argument.find('=');
  const std::string path = argument.substr(0, equals);
  const auto certificate =
      ReadInput(path, kMaxInputBytes, console.language, problems);
  if (!certificate.has_value()) return;
  founding.members.push_back(
      {.role = role,
       .file = path,
       .certificate = *certificate,
       .display_name =
           equals == std::string::npos ? "" : argument.substr(equals + 1)});
}

Founding ReadFounding(const GroupCreateArguments& arguments,
                      const Console& console,
                      std::vector<std::string>& problems) {
  Founding founding;
  founding.charter_name = arguments.charter;
  founding.charter =
      ReadInput(arguments.charter, kMaxInputBytes, console.language, problems)
          .value_or("");
  const auto add = [&](const std::string& argument, v1::Role role) {
    AddMember(argument, role, console, founding, problems);
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
void SayRehearsal(const config::Server& config, const Console& console) {
  if (config.rehearsal_days_ahead() == 0) return;
  console.Say(absl::StrCat(
      console.In("rehearsal_days_ahead : répétition, avec une horloge en "
                 "avance ; jours : ",
                 "rehearsal_days_ahead: a rehearsal, its clock ahead; days: "),
      config.rehearsal_days_ahead()));
  console.out.flush();
}

// Waits for a signal that asks to stop; they are blocked in every thread.
void AwaitStop(const sigset_t& signals) {
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
}

}  // namespace

int Serve(const ServeArguments& arguments, const Console& console) {
  const ConfigResult loaded = LoadConfig(arguments.config, console.language);
  if (!loaded.ok()) return RefuseToServe(console, loaded.problems);

  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  (void)std::signal(SIGPIPE, SIG_IGN);

  const App::Started started =
      App::Start(loaded.config, RealWorld(), console.language);
  if (started.app == nullptr) {
    return RefuseToServe(console, started.problems, started.other_version);
  }
  const std::string& address = loaded.config.listen_address();
  console.out << console.In("sceaud écoute sur ", "sceaud listens on ")
              << address.substr(0, address.rfind(':')) << ":"
              << started.app->port() << std::endl;
  SayRehearsal(loaded.config, console);
  AwaitStop(signals);
  started.app->Stop();
  return kExitOk;
}

int Check(const CheckArguments& arguments, const Console& console) {
  CheckReport report;
  if (!arguments.charter.empty()) {
    const auto charter = ReadInput(arguments.charter, kMaxInputBytes,
                                   console.language, report.problems);
    if (charter.has_value()) {
      CheckCharter(arguments.charter, *charter, console.language, report);
    }
  }
  if (!arguments.config.empty()) {
    const ConfigResult loaded = LoadConfig(arguments.config, console.language);
    if (loaded.ok()) {
      SayRehearsal(loaded.config, console);
      report.good.push_back(absl::StrCat(
          arguments.config,
          console.In(" : configuration comprise.", ": understood.")));
      const GroupWorld world = RealWorld();
      CheckTls(loaded.config.tls(), world.clock(), console.language, report);
      for (const config::Group& group : loaded.config.groups()) {
        CheckGroup(PlaceOf(loaded.config, group), world, console.language,
                   report);
      }
    } else {
      report.problems.insert(report.problems.end(), loaded.problems.begin(),
                             loaded.problems.end());
    }
  }
  for (const std::string& good : report.good) console.Say(good, "  ✓ ");
  for (const std::string& problem : report.problems) {
    console.Say(problem, "  ✗ ");
  }
  if (report.problems.empty()) {
    console.Say(console.In("Rien à signaler.", "Nothing to mend."));
    return kExitOk;
  }
  return report.other_version ? kExitOtherVersion : kExitProblem;
}

int GroupCreate(const GroupCreateArguments& arguments, const Console& console) {
  std::vector<std::string> problems;
  const auto found =
      FindPlace(arguments.config, arguments.group, console, problems);
  if (!found.has_value()) return Refuse(console, problems);
  const GroupPlace& place = *found;
  const Founding founding = ReadFounding(arguments, console, problems);
  if (!problems.empty()) return Refuse(console, problems);
  problems = CheckFounding(place, founding, console.language);
  if (!problems.empty()) return Refuse(console, problems);
  CheckReport of_charter;
  CheckCharter(founding.charter_name, founding.charter, console.language,
               of_charter);
  if (!of_charter.problems.empty()) return Refuse(console, of_charter.problems);
  const absl::StatusOr<Founded> founded =
      FoundGroup(place, founding, RealWorld());
  if (!founded.ok()) return Refuse(console, founded.status());

  console.Say(
      absl::StrCat(console.In("Groupe créé : ", "Group made: "), place.group));
  if (founded->made_root_key) {
    console.Say(
        absl::StrCat(console.In("Clé racine créée : ", "Root key made: "),
                     place.root_key_file,
                     console.In(" (en faire une copie hors ligne, scellée)",
                                " (make one sealed copy, off line)")));
  }
  // For the members' profiles, delivered with their certificates.
  console.out << "journal_origin " << founded->origin << "\n"
              << "journal_key " << founded->verifier_key << "\n";
  console.Say(console.In(
      "À remettre à chaque membre avec son certificat, jamais par ce service. "
      "Chacun signe ensuite la charte (sceau charter sign) ; rien ne lui "
      "répond avant.",
      "To be handed to each member with the certificate, never by this "
      "service. Each then signs the charter (sceau charter sign); nothing "
      "answers before."));
  return kExitOk;
}

int Restore(const RestoreArguments& arguments, const Console& console) {
  std::vector<std::string> problems;
  const auto place =
      FindPlace(arguments.config, arguments.group, console, problems);
  if (!place.has_value()) return Refuse(console, problems);
  CheckReport of_place;
  CheckPlace(*place, console.language, of_place);
  if (!of_place.problems.empty()) return Refuse(console, of_place.problems);
  if (arguments.statements.empty()) {
    return PrintDraft(*place, arguments, console);
  }
  const auto statement =
      ReadStatements(arguments.statements, console, problems);
  if (!statement.has_value()) return Refuse(console, problems);
  const auto restored = DeclareRestore(*place, RealWorld(), *statement);
  if (!restored.ok()) return Refuse(console, restored.status());
  console.Say(absl::StrCat(
      console.In("Groupe rouvert à ", "Group open again at "), restored->kept,
      console.In(" traces ; ", " leaves; "), restored->lost,
      console.In(
          " déclarées perdues. La déclaration est au journal. Remettre les "
          "deux fichiers signés à chaque membre, jamais par ce service : "
          "« sceau journal accept-restore FICHIER FICHIER ».",
          " declared lost. The declaration is in the journal. Hand both signed "
          "files to every member, never by this service: « sceau journal "
          "accept-restore FILE FILE ».")));
  return kExitOk;
}

int Upgrade(const UpgradeArguments& arguments, const Console& console) {
  std::vector<GroupPlace> places;
  if (!arguments.group.empty()) {
    std::vector<std::string> problems;
    const auto place =
        FindPlace(arguments.config, arguments.group, console, problems);
    if (!place.has_value()) return Refuse(console, problems);
    places.push_back(*place);
  } else {
    const ConfigResult loaded = LoadConfig(arguments.config, console.language);
    if (!loaded.ok()) return Refuse(console, loaded.problems);
    for (const config::Group& group : loaded.config.groups()) {
      places.push_back(PlaceOf(loaded.config, group));
    }
  }
  // A group that is refused keeps no other from being brought up to date.
  int status = kExitOk;
  for (const GroupPlace& place : places) {
    const int of_group = UpgradeGroup(place, RealWorld(),
                                      {.dry_run = arguments.dry_run}, console);
    if (of_group != kExitOk) status = of_group;
  }
  return status;
}

}  // namespace sceau
