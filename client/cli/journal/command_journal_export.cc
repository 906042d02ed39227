// sceau journal export DIR
#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"

#include "client/cli/console/progress.h"
#include "client/cli/journal/journal_commands.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "client/lib/journal_tiles.h"
#include "client/lib/witness.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_journal_export {
namespace {

constexpr uint64_t kLeavesPerCall = 1'024;

struct Options {
  std::string folder = {};
};

absl::StatusOr<ExitCode> Export(Context& context, const Options& options) {
  std::error_code error;
  if (std::filesystem::exists(options.folder, error) &&
      !std::filesystem::is_empty(options.folder, error)) {
    return UsageError(context.Text("journal.this-folder-is-not-empty",
                                   {{"folder", options.folder}}));
  }
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  Connection& connection = api->connection();
  connection.ExpectManyCalls();
  RETURN_IF_ERROR(connection.witness().Begin());
  // What is exported is what this workstation has accepted, read once: another
  // process may accept more at any moment.
  ASSIGN_OR_RETURN(const WitnessState state, connection.witness().State());
  ASSIGN_OR_RETURN(const crypto::Checkpoint known,
                   crypto::VerifyCheckpoint(state.note, profile->journal_key,
                                            profile->journal_origin));
  const uint64_t size = known.size;
  TileWriter writer(options.folder);
  {
    ProgressBar bar(context, context.Text("journal.journal"));
    while (writer.size() < size) {
      const uint64_t count = std::min(kLeavesPerCall, size - writer.size());
      ASSIGN_OR_RETURN(
          const v1::ExportLeavesResponse page,
          api->ExportLeaves(writer.size(), static_cast<int>(count)));
      if (page.leaves_size() != static_cast<int>(count)) {
        return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED, "leaves are left out",
                     {{"kind", "FORK"}});
      }
      for (const std::string& leaf : page.leaves()) {
        RETURN_IF_ERROR(writer.Append(leaf));
      }
      bar.Show(writer.size(), size);
    }
  }
  if (writer.Root() != known.root) {
    return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
                 "the leaves are not those that were signed",
                 {{"kind", "FORK"}});
  }
  RETURN_IF_ERROR(writer.Finish(state.note));
  if (context.json) {
    // {"folder", "size"}
    context.Print(JsonText({{"folder", options.folder}, {"size", size}}));
    return ExitCode::kOk;
  }
  context.Print(
      Paragraph(context.Text("journal.leaves-written-to-they-name",
                             {{"leaves", size}, {"folder", options.folder}})));
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("journal");
  const auto options = NewOptions<Options>();
  commands
      .Command(
          group, "export", "journal.command-export",
          {"sceau journal export journal-2026-03"},
          [options](Context& context) { return Export(context, *options); })
      .add_option(commands.Text("journal.folder"), options->folder,
                  commands.Text("journal.where-to-write-it"))
      ->required();
}

}  // namespace sceau::command_journal_export
