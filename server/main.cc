// sceaud: the server. Parses the command line, nothing else.
#include <cstdlib>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "CLI/CLI.hpp"
#include "server/commands.h"
#include "server/messages.h"
#include "server/rpc/wire_server.h"
#include "server/selftest/command.h"

namespace sceau {
namespace {

// Nothing of this process is written where another may read it: files it makes
// are its user's, it leaves no core, and no debugger of the same user attaches.
void HardenProcess() {
  umask(S_IRWXG | S_IRWXO);
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  (void)setrlimit(RLIMIT_CORE, &none);
  (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

constexpr char kFooterFrench[] = R"(
Exemples :
  sceaud check --charter charte.textproto
  sceaud group create --config sceaud.textproto --charter charte.textproto \
      --admin admin.pem="Lenoir Hugo" --officer garant.pem="Rivière Anne" \
      --copilot prefet.pem="Garnier Paul" --copilot maire.pem="Leroy Sofia" \
      --coordinator cispd.pem="Aubry Léa"
  sceaud check --config sceaud.textproto
  sceaud serve --config sceaud.textproto
  sceaud restore --config sceaud.textproto --reason DISK_LOST > restauration
  sceaud restore --config sceaud.textproto --statement a --statement b
  sceaud selftest --charter charte.textproto
  sceaud selftest --charter projet.textproto --against charte.textproto

Codes de sortie : 0 tout va bien ; 1 refusé, la raison et le remède sont
affichés ; 2 ligne de commande incomprise ; 70 arrêt après une écriture
incertaine (relancer : le démarrage relit les fichiers) ; 3 l'autotest a vu une
différence que la charte ne donne pas, ou n'en a pas vu où elle en donne.
En anglais avec LANG=en.)";

constexpr char kFooterEnglish[] = R"(
Examples:
  sceaud check --charter charter.textproto
  sceaud group create --config sceaud.textproto --charter charter.textproto \
      --admin admin.pem="Lenoir Hugo" --officer officer.pem="Rivière Anne" \
      --copilot prefect.pem="Garnier Paul" --copilot mayor.pem="Leroy Sofia" \
      --coordinator cispd.pem="Aubry Léa"
  sceaud check --config sceaud.textproto
  sceaud serve --config sceaud.textproto
  sceaud restore --config sceaud.textproto --reason DISK_LOST > restore
  sceaud restore --config sceaud.textproto --statement a --statement b
  sceaud selftest --charter charter.textproto
  sceaud selftest --charter draft.textproto --against charter.textproto

Exit status: 0 all is well; 1 refused, reason and remedy are printed; 2 command
line not understood; 70 stopped after an uncertain write (start again: starting
is what looks at the files); 3 the self-test saw a difference that the charter
does not give, or none where it gives one.)";

void AddServe(CLI::App& app, ServeArguments& arguments, Language language) {
  CLI::App* const serve = app.add_subcommand(
      "serve", In(language, "Sert les groupes de la configuration.",
                  "Serves the groups of the configuration."));
  serve
      ->add_option(
          "--config", arguments.config,
          In(language, "Fichier de configuration", "Configuration file"))
      ->required();
}

void AddCheck(CLI::App& app, CheckArguments& arguments, Language language) {
  CLI::App* const check = app.add_subcommand(
      "check",
      In(language,
         "Dit ce qui ne va pas, et le remède : configuration, charte, "
         "fichiers, journal.",
         "Says what is wrong, and the remedy: configuration, charter, files, "
         "journal."));
  check->add_option(
      "--config", arguments.config,
      In(language, "Fichier de configuration", "Configuration file"));
  check->add_option("--charter", arguments.charter,
                    In(language, "Texte d'une charte", "A charter's text"));
  check->require_option(1, 2);
}

void AddGroup(CLI::App& app, GroupCreateArguments& arguments,
              Language language) {
  CLI::App* const group = app.add_subcommand(
      "group", In(language, "Crée un groupe.", "Makes a group."));
  group->require_subcommand(1);
  CLI::App* const create = group->add_subcommand(
      "create",
      In(language,
         "Écrit hors ligne les fichiers d'un groupe, sa charte et ses premiers "
         "membres, et affiche la clé qui vérifie son journal.",
         "Writes off line a group's files, its charter and first members, and "
         "prints the key that checks its journal."));
  const std::string person = In(language, "CERTIFICAT=\"Nom Prénom\"",
                                "CERTIFICATE=\"Name First name\"");
  create
      ->add_option(
          "--config", arguments.config,
          In(language, "Fichier de configuration", "Configuration file"))
      ->required();
  create->add_option("--group", arguments.group,
                     In(language, "Identifiant, s'il y a plusieurs groupes",
                        "Id, where there are several groups"));
  create
      ->add_option("--charter", arguments.charter,
                   In(language, "Texte de la charte", "The charter's text"))
      ->required();
  create->add_option("--admin", arguments.admin, person)->required();
  create->add_option("--officer", arguments.officer, person)->required();
  create->add_option("--copilot", arguments.co_pilots, person)
      ->required()
      ->expected(1)
      ->take_all();
  create->add_option("--coordinator", arguments.coordinator, person)
      ->required();
  create->add_option("--dpo", arguments.data_protection_officer, person);
}

void AddRestore(CLI::App& app, RestoreArguments& arguments, Language language) {
  CLI::App* const restore = app.add_subcommand(
      "restore",
      In(language,
         "Après une sauvegarde remise, service arrêté : écrit la déclaration "
         "que deux co-pilotes signent, puis, avec leurs signatures, rouvre le "
         "groupe.",
         "After a backup was put back, with the service stopped: writes the "
         "statement that two co-pilots sign, then, with their signatures, "
         "opens the group again."));
  restore
      ->add_option(
          "--config", arguments.config,
          In(language, "Fichier de configuration", "Configuration file"))
      ->required();
  restore->add_option("--group", arguments.group,
                      In(language, "Identifiant, s'il y a plusieurs groupes",
                         "Id, where there are several groups"));
  CLI::Option* const reason = restore->add_option(
      "--reason", arguments.reason,
      In(language,
         "Pourquoi : DISK_LOST, FILES_DAMAGED, RESTORED_BY_MISTAKE, INTRUSION "
         "ou EXERCISE",
         "Why: DISK_LOST, FILES_DAMAGED, RESTORED_BY_MISTAKE, INTRUSION or "
         "EXERCISE"));
  restore
      ->add_option("--lost", arguments.lost,
                   In(language,
                      "Point de contrôle plus récent, vu par un poste (sceau "
                      "journal checkpoint --note)",
                      "A later checkpoint, seen by a workstation (sceau "
                      "journal checkpoint --note)"))
      ->needs(reason);
  restore
      ->add_option("--statement", arguments.statements,
                   In(language, "Déclaration signée ; une fois par signataire",
                      "Signed statement; once a signer"))
      ->expected(1)
      ->take_all()
      ->excludes(reason);
}

void AddSelftest(CLI::App& app, selftest::Arguments& arguments,
                 Language language) {
  CLI::App* const test = app.add_subcommand(
      "selftest",
      In(language,
         "Montre que nul ne peut deviner ce que la charte ne lui donne pas : "
         "des groupes d'essai, qui diffèrent d'une contribution, répondent "
         "octet pour octet pareil à qui ne peut la lire. Rien n'est écrit "
         "hors d'un dossier temporaire.",
         "Shows that nobody can tell what the charter does not give them: "
         "synthetic groups that differ in one contribution answer the same, "
         "byte for byte, to whoever may not read it. Nothing is written "
         "outside a temporary folder."));
  test->add_option(
          "--charter", arguments.charter,
          In(language, "Charte que le service exécute", "Charter to serve"))
      ->required();
  test->add_option(
      "--against", arguments.against,
      In(language, "Charte dont les droits comptent (sinon la même)",
         "Charter whose rights count (else the same)"));
  test->add_option("--seed", arguments.seed,
                   In(language, "Graine du hasard", "Seed of randomness"));
  test->add_flag("--quick", arguments.quick,
                 In(language, "Une paire de groupes sur six",
                    "One pair of groups of six"));
  test->add_flag("--json", arguments.json,
                 In(language, "Pour un programme", "For a program"));
}

int Run(int argc, char** argv) {
  const Language language = LanguageOfEnvironment();
  CLI::App app(In(language,
                  "sceaud, le serveur de Sceau : des dossiers confidentiels "
                  "sous la charte de leur groupe.",
                  "sceaud, Sceau's server: confidential case files under "
                  "their group's charter."));
  app.require_subcommand(1);
  app.footer(In(language, kFooterFrench, kFooterEnglish));
  if (language == Language::kFrench) {
    app.get_formatter()->label("REQUIRED", "(obligatoire)");
  }
  ServeArguments serve;
  CheckArguments check;
  GroupCreateArguments create;
  RestoreArguments restore;
  AddServe(app, serve, language);
  AddCheck(app, check, language);
  AddGroup(app, create, language);
  AddRestore(app, restore, language);
  selftest::Arguments test;
  AddSelftest(app, test, language);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  if (app.got_subcommand("serve")) return Serve(serve, language);
  if (app.got_subcommand("check")) return Check(check, language);
  if (app.got_subcommand("restore")) return Restore(restore, language);
  if (app.got_subcommand("selftest")) return selftest::Command(test, language);
  return GroupCreate(create, language);
}

}  // namespace
}  // namespace sceau

int main(int argc, char** argv) {
  // Before anything of gRPC runs: TLS 1.3 alone.
  // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread yet.
  setenv(sceau::kCipherSuitesVariable, sceau::kTls13Only, /*overwrite=*/1);
  // The one log is ours: gRPC's own would let strangers write it full. An
  // operator who looks for something sets the variable.
  // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread yet.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  sceau::HardenProcess();
  return sceau::Run(argc, argv);
}
