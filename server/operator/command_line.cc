#include "server/operator/command_line.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "crypto/restore_statement.h"
#include "proto/text/command_line.h"
#include "server/app.h"
#include "server/operator/commands.h"
#include "server/selftest/command.h"

namespace sceau {
namespace {

struct ExitStatus {
  int number;
  const char* command;  // Null: of every command.
  const char* french;
  const char* english;
};
constexpr ExitStatus kExitStatuses[] = {
    {kExitOk, nullptr, "tout va bien", "all is well"},
    {kExitProblem, nullptr, "refusé : la raison et le remède sont affichés",
     "refused: reason and remedy are printed"},
    {kExitUsage, nullptr, "ligne de commande incomprise ; rien n'a été fait",
     "command line not understood; nothing was done"},
    {selftest::kExitInterference, "selftest",
     "une différence hors de la charte, ou aucune où elle en donne",
     "a difference beyond the charter, or none where it gives one"},
    {kExitOtherVersion, nullptr,
     "fichiers d'une autre version : rien n'a été changé",
     "files of another version: nothing was changed"},
    {kExitPoisoned, "serve",
     "arrêté après une écriture incertaine : à relancer",
     "stopped after an uncertain write: start it again"},
};

// Of one command; of all when null.
std::string ExitStatusHelp(const char* command, const Console& console) {
  std::string text = console.In("Codes de sortie :", "Exit status:");
  for (const ExitStatus& status : kExitStatuses) {
    if (status.command != nullptr && command != nullptr &&
        absl::string_view(status.command) != command) {
      continue;
    }
    const std::string number = std::to_string(status.number);
    absl::StrAppend(&text, "\n", std::string(4 - number.size(), ' '), number,
                    "  ", console.In(status.french, status.english));
    if (command == nullptr && status.command != nullptr) {
      absl::StrAppend(&text, " (", status.command, ")");
    }
  }
  return text;
}

class Table {
 public:
  explicit Table(const Console& console)
      : console_(console),
        line_("sceaud", console.language,
              "sceaud, le serveur de Sceau : des dossiers confidentiels sous "
              "la charte de leur groupe.",
              "sceaud, Sceau's server: confidential case files under their "
              "group's charter.") {
    line_.app().footer(absl::StrCat(
        In("Exemples :\n  sceaud check --config /etc/sceau/sceaud.textproto\n"
           "  sceaud group create --help\n\n« sceaud COMMANDE --help » en dit "
           "plus. La suite est dans deploy/runbook.md. En anglais : "
           "LANG=en.\n\n",
           "Examples:\n  sceaud check --config /etc/sceau/sceaud.textproto\n"
           "  sceaud group create --help\n\n« sceaud COMMAND --help » says "
           "more. The rest is in deploy/runbook.md.\n\n"),
        ExitStatusHelp(nullptr, console)));
    AddServe();
    AddCheck();
    AddGroup();
    AddRestore();
    AddUpgrade();
    AddSelftest();
  }
  // Actions hold this table.
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  int Run(const std::vector<std::string>& arguments) {
    const CommandLine::Reading reading = line_.Read(arguments);
    switch (reading.kind) {
      case CommandLine::Reading::Kind::kCommand:
        return reading.run();
      case CommandLine::Reading::Kind::kShown:
        console_.out << reading.text;
        return kExitOk;
      case CommandLine::Reading::Kind::kNothing:
        console_.out << reading.text;
        return kExitUsage;
      case CommandLine::Reading::Kind::kMisused:
        break;
    }
    console_.Complain({reading.text});
    return kExitUsage;
  }

 private:
  std::string In(absl::string_view french, absl::string_view english) const {
    return console_.In(french, english);
  }
  std::string File() const { return In("FICHIER", "FILE"); }

  CLI::App& Command(CLI::App& parent, const char* name,
                    absl::string_view french, absl::string_view english,
                    const std::vector<std::string>& examples,
                    std::function<int()> run) {
    return line_.Command(parent, name, french, english, examples,
                         std::move(run), ExitStatusHelp(name, console_));
  }

  CLI::Option* AddConfig(CLI::App& command, std::string& config) {
    return command
        .add_option("--config", config,
                    In("La configuration ; deploy/sceaud.example.textproto "
                       "la montre, avec ses commentaires",
                       "The configuration; deploy/sceaud.example.textproto "
                       "shows one, with its comments"))
        ->option_text(File());
  }

  void AddGroupId(CLI::App& command, std::string& group) {
    command
        .add_option("--group,--groupe", group,
                    In("Identifiant du groupe, si la configuration en a "
                       "plusieurs",
                       "The group's id, if the configuration has several"))
        ->option_text("ID");
  }

  void AddServe() {
    AddConfig(
        Command(line_.app(), "serve",
                "Sert les groupes de la configuration, jusqu'à ce qu'on "
                "l'arrête.",
                "Serves the groups of the configuration until it is stopped.",
                {"sceaud serve --config /etc/sceau/sceaud.textproto",
                 "systemctl enable --now sceaud"},
                [this] { return Serve(serve_, console_); }),
        serve_.config)
        ->required();
  }

  void AddCheck() {
    CLI::App& check = Command(
        line_.app(), "check",
        "Dit ce qui ne va pas, et le remède : configuration, certificat, "
        "fichiers, journal, charte. Un journal se relit service arrêté.",
        "Says what is wrong, and the remedy: configuration, certificate, "
        "files, journal, charter. A journal is read with the service stopped.",
        {"sceaud check --config /etc/sceau/sceaud.textproto",
         "sceaud check --charter charte.textproto"},
        [this] {
          if (!check_.config.empty() || !check_.charter.empty()) {
            return Check(check_, console_);
          }
          console_.Complain(
              {line_.Misuse(In("Il manque : --config, --charter, ou les deux",
                               "Missing: --config, --charter, or both"))});
          return kExitUsage;
        });
    AddConfig(check, check_.config);
    check
        .add_option("--charter,--charte", check_.charter,
                    In("Le texte d'une charte, sans configuration",
                       "A charter's text, without configuration"))
        ->option_text(File());
  }

  void AddGroup() {
    CLI::App& group = line_.Group("group", "Crée un groupe.", "Makes a group.");
    CLI::App& create = Command(
        group, "create",
        "Écrit les fichiers d'un groupe, sa charte et ses premiers membres, "
        "et affiche la clé qui vérifie son journal. Une seule fois, service "
        "arrêté.",
        "Writes a group's files, its charter and first members, and prints "
        "the key that checks its journal. Once, with the service stopped.",
        {"sceaud group create --config sceaud.textproto \\",
         "    --charter charte.textproto \\",
         "    --admin admin.pem=\"Lenoir Hugo\" \\",
         "    --officer garant.pem=\"Rivière Anne\" \\",
         "    --copilot prefet.pem=\"Garnier Paul\" \\",
         "    --copilot maire.pem=\"Leroy Sofia\" \\",
         "    --coordinator cispd.pem=\"Aubry Léa\""},
        [this] { return GroupCreate(create_, console_); });
    AddConfig(create, create_.config)->required();
    AddGroupId(create, create_.group);
    create
        .add_option("--charter,--charte", create_.charter,
                    In("Le texte de la charte", "The charter's text"))
        ->option_text(File())
        ->required();
    AddPerson(create, "--admin", create_.admin,
              In("Administrateur technique", "Technical administrator"))
        ->required();
    AddPerson(create, "--officer,--garant", create_.officer,
              In("Garant de la charte", "Charter officer"))
        ->required();
    AddPerson(create, "--copilot,--copilote", create_.co_pilots,
              In("Co-pilote ; deux fois, de deux organisations",
                 "Co-pilot; twice, of two organisations"))
        ->required()
        ->expected(1)
        ->take_all();
    AddPerson(create, "--coordinator,--coordonnateur", create_.coordinator,
              In("Coordonnateur", "Coordinator"))
        ->required();
    AddPerson(create, "--dpo", create_.data_protection_officer,
              In("Délégué à la protection des données, s'il y en a un",
                 "Data protection officer, where there is one"));
  }

  template <typename Value>
  CLI::Option* AddPerson(CLI::App& create, const char* names, Value& value,
                         const std::string& office) {
    return create.add_option(names, value, office)
        ->option_text(
            In("CERTIFICAT=\"Nom Prénom\"", "CERTIFICATE=\"Name First name\""));
  }

  void AddRestore() {
    CLI::App& restore = Command(
        line_.app(), "restore",
        "Après une sauvegarde remise, service arrêté : écrit la déclaration "
        "que deux co-pilotes signent, puis, avec leurs deux signatures, rouvre "
        "le groupe. Jamais seul : deploy/runbook.md, « Restaurer ».",
        "After a backup was put back, with the service stopped: writes the "
        "statement that two co-pilots sign, then, with both signatures, opens "
        "the group again. Never alone: deploy/runbook.md, \"Restaurer\".",
        {"sceaud restore --config sceaud.textproto --reason DISK_LOST \\",
         "    > restauration", "sceaud restore --config sceaud.textproto \\",
         "    --statement restauration-prefecture \\",
         "    --statement restauration-commune"},
        [this] {
          if (!restore_.reason.empty() || !restore_.statements.empty()) {
            return Restore(restore_, console_);
          }
          console_.Complain({line_.Misuse(
              In("Il manque : --reason MOTIF, pour écrire la déclaration, ou "
                 "--statement FICHIER, deux fois, pour rouvrir le groupe",
                 "Missing: --reason REASON, to write the statement, or "
                 "--statement FILE, twice, to open the group again"))});
          return kExitUsage;
        });
    AddConfig(restore, restore_.config)->required();
    AddGroupId(restore, restore_.group);
    CLI::Option* const reason =
        restore
            .add_option(
                "--reason,--motif", restore_.reason,
                absl::StrCat(In("Pourquoi, parmi : ", "Why, among: "),
                             absl::StrJoin(crypto::kRestoreReasons, ", ")))
            ->option_text(In("MOTIF", "REASON"));
    restore
        .add_option("--lost,--perdu", restore_.lost,
                    In("Point de contrôle plus récent, vu par un poste "
                       "(« sceau journal checkpoint --note »)",
                       "A later checkpoint, seen by a workstation (« sceau "
                       "journal checkpoint --note »)"))
        ->option_text(File())
        ->needs(reason);
    restore
        .add_option("--statement,--declaration", restore_.statements,
                    In("La déclaration signée ; une fois par signataire",
                       "The signed statement; once a signer"))
        ->option_text(File())
        ->expected(1)
        ->take_all()
        ->excludes(reason);
  }

  void AddUpgrade() {
    CLI::App& upgrade = Command(
        line_.app(), "upgrade",
        "Après l'installation d'une nouvelle version, service arrêté : dit ce "
        "qui change dans les fichiers, en garde une copie à côté de data_dir, "
        "les met à jour et regarde si le groupe s'ouvre. Interrompu, il se "
        "relance.",
        "After a new version was installed, with the service stopped: says "
        "what changes in the files, keeps a copy beside data_dir, brings them "
        "up to date and looks whether the group opens. When it is stopped, run "
        "it again.",
        {"sceaud upgrade --config /etc/sceau/sceaud.textproto --dry-run",
         "sceaud upgrade --config /etc/sceau/sceaud.textproto"},
        [this] { return Upgrade(upgrade_, console_); });
    AddConfig(upgrade, upgrade_.config)->required();
    AddGroupId(upgrade, upgrade_.group);
    upgrade.add_flag("--dry-run,--essai", upgrade_.dry_run,
                     In("Le dire seulement ; rien n'est changé",
                        "Only say it; nothing is changed"));
  }

  void AddSelftest() {
    CLI::App& test = Command(
        line_.app(), "selftest",
        "Montre que nul ne peut deviner ce que la charte ne lui donne pas : "
        "des groupes d'essai, qui diffèrent d'une contribution, répondent "
        "octet pour octet pareil à qui ne peut la lire. Rien n'est écrit "
        "hors d'un dossier temporaire. Quatre minutes.",
        "Shows that nobody can tell what the charter does not give them: "
        "synthetic groups that differ in one contribution answer the same, "
        "byte for byte, to whoever may not read it. Nothing is written "
        "outside a temporary folder. Four minutes.",
        {"sceaud selftest --charter charte.textproto",
         "sceaud selftest --charter projet.textproto \\",
         "    --against charte.textproto"},
        [this] { return selftest::Command(selftest_, console_); });
    test.add_option("--charter,--charte", selftest_.charter,
                    In("La charte que le service exécute",
                       "The charter that the service runs"))
        ->option_text(File())
        ->required();
    test.add_option("--against,--contre", selftest_.against,
                    In("La charte dont les droits comptent ; sinon la même",
                       "The charter whose rights count; else the same"))
        ->option_text(File());
    test.add_option("--seed,--graine", selftest_.seed,
                    In("Graine du hasard", "Seed of randomness"))
        ->option_text(In("NOMBRE", "NUMBER"));
    test.add_flag(
        "--quick,--rapide", selftest_.quick,
        In("Une paire de groupes sur six", "One pair of groups of six"));
    test.add_flag("--json", selftest_.json,
                  In("Réponse en JSON, pour un programme",
                     "Answers in JSON, for a program"));
  }

  const Console& console_;
  CommandLine line_;
  ServeArguments serve_;
  CheckArguments check_;
  GroupCreateArguments create_;
  RestoreArguments restore_;
  UpgradeArguments upgrade_;
  selftest::Arguments selftest_;
};

}  // namespace

int RunCommandLine(const std::vector<std::string>& arguments,
                   const Console& console) {
  return Table(console).Run(arguments);
}

}  // namespace sceau
