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
        context.Confirm(context.Text("charter.you-have-read-the")));
    if (!agreed) {
      context.Say(context.Text("charter.nothing-was-signed"));
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
    context.Print(
        Paragraph(context.Text("charter.charter-signed",
                               {{"title", TitleOf(charter, context.labels())},
                                {"reference", ShortId(charter.name())}})));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("charter", "charter.command");
  const auto options = NewOptions<Options>();
  const auto add_version = [&](CLI::App& command) {
    command.add_option("VERSION", options->version,
                       commands.Text("charter.a-version-none-the"));
  };
  CLI::App& show = commands.Command(
      group, "show", "charter.command-show",
      {"sceau charter show", "sceau charter show alencon-2027-1",
       "sceau charter show --source > charte.textproto"},
      [options](Context& context) { return Show(context, *options); });
  add_version(show);
  show.add_flag("--source", options->source,
                commands.Text("charter.option-source"));
  CLI::App& sign = commands.Command(
      group, "sign", "charter.command-sign",
      {"sceau charter sign", "sceau charter sign alencon-2027-1"},
      [options](Context& context) { return Sign(context, *options); });
  add_version(sign);
  sign.add_flag("--yes,--oui", options->yes,
                commands.Text("charter.option-oui"));
}

}  // namespace sceau::command_charter
