// sceau charter show|sign|check
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

#include "client/cli/all_commands.h"
#include "client/cli/describe.h"
#include "client/cli/exit_code.h"
#include "client/cli/output.h"
#include "client/cli/render_charter.h"
#include "client/lib/files.h"
#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "nlohmann/json.hpp"
#include "policy/compiler.h"
#include "policy/describe.h"
#include "policy/parser.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

struct Options {
  bool source = false;
  bool yes = false;
  std::string file = {};
};

// The charter in force, once its text is what its hash says.
absl::StatusOr<v1::CharterVersion> Fetch(Context& context) {
  ASSIGN_OR_RETURN(const v1::CharterVersion charter, context.FetchCharter());
  const crypto::Hash hash = crypto::Sha256(crypto::AsBytes(charter.source()));
  if (crypto::ToString(hash) != charter.sha256()) {
    return RefusedError(context.In(
        "Le texte de la charte reçu n'est pas celui que son empreinte annonce. "
        "Ne signez pas, et prévenez le garant de la charte.",
        "The charter's text is not the one its digest announces. Do not sign, "
        "and tell the charter officer."));
  }
  return charter;
}

absl::StatusOr<std::string> Render(Context& context,
                                   const v1::CharterVersion& charter) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::WhoAmIResponse me, api->WhoAmI());
  return RenderCharter(charter, context.CompiledCharter().get(), me.member(),
                       context.labels());
}

absl::StatusOr<ExitCode> Show(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::CharterVersion charter, Fetch(context));
  if (options.source) {
    // To a file or a pager: the text as signed, byte for byte.
    context.Print(charter.source());
  } else if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(charter));
  } else {
    ASSIGN_OR_RETURN(const std::string text, Render(context, charter));
    context.Print(text);
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Sign(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::CharterVersion charter, Fetch(context));
  if (!options.yes) {
    ASSIGN_OR_RETURN(const std::string text, Render(context, charter));
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
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const crypto::Secret key, ReadProfileKey(*profile));
  crypto::Hash hash = {};
  std::copy(charter.sha256().begin(), charter.sha256().end(), hash.begin());
  const auto signature = crypto::SignWithPem(
      crypto::AsText(key.Reveal()),
      crypto::CharterSignatureMessage(
          api->parent(), CharterVersionNumber(ShortId(charter.name())), hash));
  if (!signature.ok()) {
    return UsageError(
        context.In("La clé du profil ne peut pas signer : il faut une clé "
                   "P-256 ou Ed25519 sans mot de passe.",
                   "The profile's key cannot sign: it must be P-256 or "
                   "Ed25519, without a password."));
  }
  v1::SignCharterRequest request;
  request.set_name(charter.name());
  request.set_signature(crypto::ToString(*signature));
  ASSIGN_OR_RETURN(const v1::CharterVersion signed_charter,
                   api->SignCharter(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(signed_charter));
  } else {
    context.Print(Paragraph(
        absl::StrCat(context.In("Charte signée : ", "Charter signed: "),
                     charter.title(), ", ", ShortId(charter.name()), ".")));
  }
  return ExitCode::kOk;
}

// {"valid": false, "issues": [{"line": 12, "column": 5, "code":
// "UNKNOWN_PARTNER", "message": "...", "remedy": "..."}]}
std::string IssuesAsJson(const policy::Issues& issues,
                         policy::Language language) {
  nlohmann::ordered_json json;
  json["valid"] = issues.empty();
  json["issues"] = nlohmann::ordered_json::array();
  for (const policy::Issue& issue : issues) {
    const policy::IssueText text = policy::Describe(issue, language);
    json["issues"].push_back({{"line", issue.line},
                              {"column", issue.column},
                              {"code", policy::CodeOf(issue)},
                              {"message", text.message},
                              {"remedy", text.remedy}});
  }
  return json.dump(/*indent=*/2, ' ', /*ensure_ascii=*/false,
                   nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

absl::StatusOr<ExitCode> Check(Context& context, const Options& options) {
  const auto text = ReadFile(options.file, policy::kMaxCharterBytes + 1);
  if (!text.ok()) {
    return UsageError(absl::StrCat(context.In("Ce fichier ne peut être lu : ",
                                              "This file cannot be read: "),
                                   options.file));
  }
  const policy::CompileResult result = policy::Compile(*text);
  const auto language = context.language() == Language::kFrench
                            ? policy::Language::kFrench
                            : policy::Language::kEnglish;
  if (context.json) {
    context.Print(IssuesAsJson(result.issues, language));
  } else {
    for (const policy::Issue& issue : result.issues) {
      context.Print(absl::StrCat(
          policy::DescribeLine(options.file, issue, language), "\n"));
    }
    if (result.program != nullptr) {
      context.Print(Paragraph(absl::StrCat(
          context.In("Charte correcte : ", "Charter in order: "),
          result.program->title(), ", ", result.program->version(), ".")));
    } else {
      context.Say(absl::StrCat(
          result.issues.size(),
          context.In(" point(s) à corriger.", " issue(s) to correct.")));
    }
  }
  return result.program != nullptr ? ExitCode::kOk : ExitCode::kRefused;
}

}  // namespace

void AddCharter(Commands& commands) {
  CLI::App& group = commands.Group(
      "charter", "La charte : la lire, la signer, en vérifier une",
      "The charter: reading, signing, checking one");
  const auto options = NewOptions<Options>();
  commands
      .Command(group, "show",
               "Montre la charte en vigueur et ce qu'elle vous donne",
               "Shows the charter in force and what it gives you",
               {"sceau charter show",
                "sceau charter show --source > charte.textproto"},
               [options](Context& context) { return Show(context, *options); })
      .add_flag("--source", options->source,
                commands.In("Le texte entier, tel qu'il est signé",
                            "The whole text, as it is signed"));
  commands
      .Command(group, "sign",
               "Montre l'essentiel, puis signe avec la clé du profil",
               "Shows the main points, then signs with the profile's key",
               {"sceau charter sign", "sceau charter sign --yes"},
               [options](Context& context) { return Sign(context, *options); })
      .add_flag("--yes,--oui", options->yes,
                commands.In("Signe sans demander : vous l'avez lue",
                            "Signs without asking: you have read it"));
  commands
      .Command(group, "check",
               "Vérifie un projet de charte : tous les défauts d'un coup, "
               "ligne et colonne. Sans serveur",
               "Checks a draft charter: all faults at once, line and column. "
               "Without server",
               {"sceau charter check projet.textproto"},
               [options](Context& context) { return Check(context, *options); })
      .add_option(
          commands.In("FICHIER", "FILE"), options->file,
          commands.In("Charte en texte protobuf", "Charter in protobuf text"))
      ->required();
}

}  // namespace sceau
