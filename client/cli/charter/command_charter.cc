// sceau charter show|sign
#include <string>

#include "absl/strings/str_cat.h"

#include "client/cli/charter/charter_commands.h"
#include "client/cli/charter/charter_version.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "crypto/charter_signature.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_charter {
namespace {

struct Options {
  bool source = false;
  bool yes = false;
  std::string version = {};
};

absl::StatusOr<ExitCode> Show(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::CharterVersion charter,
                   FetchVersion(context, options.version));
  if (options.source) {
    // To a file or a pager: the text as signed, byte for byte.
    context.Print(charter.source());
  } else if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(charter));
  } else {
    ASSIGN_OR_RETURN(const std::string text,
                     RenderVersion(context, charter, ChangesFor::kReader));
    context.Print(text);
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Sign(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::CharterVersion charter,
                   FetchVersion(context, options.version));
  if (!options.yes) {
    ASSIGN_OR_RETURN(const std::string text,
                     RenderVersion(context, charter, ChangesFor::kReader));
    context.environment().err << text << "\n";
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.In(
            "Vous avez lu la charte et vous engagez à la respecter ?",
            "You have read the charter and promise to keep it?")));
    if (!agreed) {
      context.Say(context.In("Rien n'a été signé.", "Nothing was signed."));
      return ExitCode::kRefused;
    }
  }
  v1::SignCharterRequest request;
  request.set_name(charter.name());
  ASSIGN_OR_RETURN(
      *request.mutable_signature(),
      SignVersion(context, charter, crypto::CharterSignatureMessage));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::CharterVersion signed_charter,
                   api->SignCharter(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(signed_charter));
  } else {
    context.Print(Paragraph(
        absl::StrCat(context.In("Charte signée : ", "Charter signed: "),
                     TitleOf(charter, context.labels()), ", ",
                     ShortId(charter.name()), ".")));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group(
      "charter", "La charte : la lire, la signer, en vérifier une",
      "The charter: reading, signing, checking one");
  const auto options = NewOptions<Options>();
  const auto add_version = [&](CLI::App& command) {
    command.add_option("VERSION", options->version,
                       commands.In("Une version ; rien : celle en vigueur",
                                   "A version; none: the one in force"));
  };
  CLI::App& show = commands.Command(
      group, "show",
      "Montre la charte en vigueur, ce qu'elle vous donne et ce qu'elle a "
      "changé",
      "Shows the charter in force, what it gives you and what it changed",
      {"sceau charter show", "sceau charter show alencon-2027-1",
       "sceau charter show --source > charte.textproto"},
      [options](Context& context) { return Show(context, *options); });
  add_version(show);
  show.add_flag("--source", options->source,
                commands.In("Le texte entier, tel qu'il est signé",
                            "The whole text, as it is signed"));
  CLI::App& sign = commands.Command(
      group, "sign",
      "Montre l'essentiel, puis signe avec la clé du profil ; une version "
      "adoptée se signe avant son premier jour",
      "Shows the main points, then signs with the profile's key; an adopted "
      "version may be signed before its first day",
      {"sceau charter sign", "sceau charter sign alencon-2027-1"},
      [options](Context& context) { return Sign(context, *options); });
  add_version(sign);
  sign.add_flag("--yes,--oui", options->yes,
                commands.In("Signe sans demander : vous l'avez lue",
                            "Signs without asking: you have read it"));
}

}  // namespace sceau::command_charter
