// sceau journal restore-statement|accept-restore
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "client/cli/journal/journal_commands.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "client/lib/files.h"
#include "client/lib/restore.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_journal_restore {
namespace {

struct Options {
  std::string file = {};                // To sign.
  std::vector<std::string> files = {};  // To accept.
  std::string output = {};
  std::string authority = {};
  bool yes = false;
};

absl::StatusOr<crypto::RestoreStatement> Read(
    const Context& context, const std::vector<std::string>& files) {
  std::vector<crypto::RestoreStatement> statements;
  for (const std::string& file : files) {
    const auto text = ReadFile(file, crypto::kMaxStatementBytes);
    const auto statement = crypto::ParseRestore(text.value_or(""));
    if (!statement.ok()) {
      return UsageError(absl::StrCat(
          file, context.In(" : n'est pas une déclaration de restauration.",
                           ": is no statement of a restore.")));
    }
    statements.push_back(*statement);
  }
  auto joined = crypto::JoinRestore(statements);
  if (joined.ok()) return joined;
  return UsageError(
      context.In("Ces fichiers ne déclarent pas la même restauration.",
                 "These files do not declare the same restore."));
}

std::string Reason(const Context& context, const std::string& reason) {
  if (reason == "DISK_LOST") return context.In("disque perdu", "disk lost");
  if (reason == "FILES_DAMAGED") {
    return context.In("fichiers abîmés", "files damaged");
  }
  if (reason == "RESTORED_BY_MISTAKE") {
    return context.In("sauvegarde remise par erreur", "restored by mistake");
  }
  if (reason == "INTRUSION") return context.In("intrusion", "intrusion");
  return context.In("exercice", "exercise");
}

std::string WhatIsLost(const Context& context,
                       const crypto::RestoreStatement& statement,
                       const crypto::RestoredCheckpoints& checkpoints) {
  return absl::StrCat(
      context.In("Restauration déclarée le ", "Restore declared on "),
      statement.date, " (", Reason(context, statement.reason), ")",
      context.In(" : le journal reprend à ", ": the journal goes on from "),
      checkpoints.restored.size, context.In(" traces ; ", " leaves; "),
      checkpoints.lost.size - checkpoints.restored.size,
      context.In(" sont perdues.", " are lost."));
}

// In the reader's words; any other error as it is.
absl::Status Said(const Context& context, const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return RefusedError(context.In(
          "Cette déclaration n'est pas celle du journal de votre groupe.",
          "This statement is not of your group's journal."));
    case absl::StatusCode::kAborted:
      return RefusedError(context.In(
          "Ce poste a vu plus de traces que la déclaration n'en dit perdues. "
          "Remettez à l'administrateur ce qu'écrit « sceau journal checkpoint "
          "--note » : la déclaration est à refaire.",
          "This workstation has seen more leaves than the statement says are "
          "lost. Hand what « sceau journal checkpoint --note » writes to the "
          "administrator: the statement is to be made again."));
    case absl::StatusCode::kPermissionDenied:
      return RefusedError(context.In(
          "Il faut les signatures de deux personnes de deux organisations, de "
          "l'autorité de votre groupe.",
          "It takes the signatures of two persons of two organisations, by "
          "your group's authority."));
    case absl::StatusCode::kAlreadyExists:
      return RefusedError(context.In(
          "Ce poste a déjà accepté cette déclaration. Si le journal recule de "
          "nouveau, prévenez le garant de la charte.",
          "This workstation has accepted this statement already. If the "
          "journal goes back again, tell the charter officer."));
    case absl::StatusCode::kOutOfRange:
      return RefusedError(context.In(
          "Ce poste n'a rien vu de ce qui est perdu : il n'y a rien à faire.",
          "This workstation saw nothing of what is lost: there is nothing to "
          "do."));
    default:
      return status;
  }
}

absl::StatusOr<ExitCode> Sign(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const crypto::RestoreStatement statement,
                   Read(context, {options.file}));
  const auto view = ViewRestore(*profile, statement);
  if (!view.ok()) return Said(context, view.status());
  const std::string lost = WhatIsLost(context, statement, view->checkpoints);
  if (!options.yes) {
    context.Print(Paragraph(absl::StrCat(
        lost, context.In(" Ce poste en a vu ", " This workstation has seen "),
        view->remembered, ".")));
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.In(
            "Le signer, avec l'autre co-pilote et en accord avec le garant ?",
            "Sign it, with the other co-pilot and the officer's consent?")));
    if (!agreed) return ExitCode::kRefused;
  }
  const auto signed_one = SignRestore(*profile, statement);
  if (!signed_one.ok()) return Said(context, signed_one.status());
  if (!WriteFile(options.output, crypto::FormatRestore(*signed_one),
                 S_IRUSR | S_IWUSR)
           .ok()) {
    return UsageError(absl::StrCat(
        options.output,
        context.In(" : ne peut pas être écrit.", ": cannot be written.")));
  }
  if (context.json) {
    // {"file", "kept", "lost"}
    nlohmann::ordered_json json;
    json["file"] = options.output;
    json["kept"] = view->checkpoints.restored.size;
    json["lost"] =
        view->checkpoints.lost.size - view->checkpoints.restored.size;
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(absl::StrCat(
      context.In("Signé : ", "Signed: "), options.output,
      context.In(", à remettre à l'administrateur avec celui de l'autre "
                 "co-pilote.",
                 ", to be handed to the administrator with the other "
                 "co-pilot's."),
      context.In(" Le service n'en tient compte que si vous êtes co-pilote.",
                 " The service heeds it only of a co-pilot."))));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Accept(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const crypto::RestoreStatement statement,
                   Read(context, options.files));
  ASSIGN_OR_RETURN(
      const std::string authority,
      ReadProfilePem(*profile, options.authority.empty() ? profile->authority
                                                         : options.authority));
  const auto signers = CheckSigners(*profile, statement, authority);
  if (!signers.ok()) return Said(context, signers.status());
  const auto view = ViewRestore(*profile, statement);
  if (!view.ok()) return Said(context, view.status());
  if (!options.yes) {
    context.Print(Paragraph(WhatIsLost(context, statement, view->checkpoints)));
    for (const crypto::Signer& signer : *signers) {
      context.Print(
          absl::StrCat("  ", signer.member, " (", signer.partner, ")\n"));
    }
    ASSIGN_OR_RETURN(const bool agreed,
                     context.Confirm(context.In(
                         "Ce sont les co-pilotes de votre groupe, et l'un "
                         "d'eux vous l'a confirmé de vive voix ?",
                         "They are your group's co-pilots, and one of them "
                         "has told you so in person?")));
    if (!agreed) return ExitCode::kRefused;
  }
  const auto accepted =
      AcceptRestore(*profile, statement, absl::ToUnixSeconds(context.now()));
  if (!accepted.ok()) return Said(context, accepted.status());
  if (context.json) {
    // {"kept", "lostReceipts", "evidence"}
    nlohmann::ordered_json json;
    json["kept"] = accepted->kept;
    json["lostReceipts"] = accepted->lost_receipts;
    json["evidence"] = accepted->aside;
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(absl::StrCat(
      context.In("Ce poste exige maintenant que le journal prolonge ses ",
                 "This workstation now demands that the journal continues its "
                 "first "),
      accepted->kept,
      context.In(" premières traces. Ce qu'il avait retenu est mis de côté, "
                 "comme preuve : ",
                 " leaves. What it remembered is set aside, as evidence: "),
      accepted->aside)));
  if (accepted->lost_receipts > 0) {
    context.Print(Paragraph(absl::StrCat(
        accepted->lost_receipts,
        context.In(" de vos demandes n'ont plus de trace : si elles "
                   "écrivaient, refaites-les.",
                   " of your requests have no trace any more: if they wrote, "
                   "do them again."))));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("journal");
  const auto options = NewOptions<Options>();
  CLI::App& sign = commands.Command(
      group, "restore-statement",
      "Co-pilote : signe la déclaration qu'une sauvegarde a été remise et que "
      "des traces sont perdues. Sans serveur",
      "Co-pilot: signs the statement that a backup was put back and that "
      "leaves are lost. Without server",
      {"sceau journal restore-statement restauration restauration-signee"},
      [options](Context& context) { return Sign(context, *options); });
  sign.add_option(commands.In("FICHIER", "FILE"), options->file,
                  commands.In("La déclaration (sceaud restore)",
                              "The statement (sceaud restore)"))
      ->required();
  sign.add_option(commands.In("SORTIE", "OUTPUT"), options->output,
                  commands.In("Où écrire la déclaration signée",
                              "Where to write the signed statement"))
      ->required();
  sign.add_flag("--yes,--oui", options->yes,
                commands.In("Sans demander", "Without asking"));
  CLI::App& accept = commands.Command(
      group, "accept-restore",
      "Après une restauration déclarée par deux co-pilotes : ce poste cesse "
      "d'exiger ce qui est perdu, et met de côté ce qu'il avait retenu. Sans "
      "serveur",
      "After a restore that two co-pilots declared: this workstation no longer "
      "demands what is lost, and sets aside what it remembered. Without server",
      {"sceau journal accept-restore restauration-signee",
       "sceau journal accept-restore signee-par-a signee-par-b"},
      [options](Context& context) { return Accept(context, *options); });
  accept
      .add_option(commands.In("FICHIER", "FILE"), options->files,
                  commands.In("La déclaration, signée par les deux",
                              "The statement, signed by both"))
      ->required();
  accept.add_option("--authority", options->authority,
                    commands.In("Autorité des certificats des membres, si ce "
                                "n'est pas celle du profil",
                                "Authority of the members' certificates, if "
                                "not the profile's"));
  accept.add_flag("--yes,--oui", options->yes,
                  commands.In("Sans demander", "Without asking"));
}

}  // namespace sceau::command_journal_restore
