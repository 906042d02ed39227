#include "client/cli/console/output_files.h"

#include <filesystem>
#include <sys/stat.h>
#include <system_error>

#include "client/cli/words/exit_code.h"
#include "client/lib/files.h"

namespace sceau {
namespace {

namespace fs = std::filesystem;

// By the file itself where there is one: a link is the same file too.
bool IsSame(const std::string& a, const std::string& b) {
  std::error_code error;
  if (fs::equivalent(a, b, error) && !error) return true;
  return WholePath(a) == WholePath(b);
}

bool IsBelow(const fs::path& file, const fs::path& folder) {
  const fs::path relative = file.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

// Of this command, or any other: its file tells.
bool IsInProfile(const Context& context, const std::string& path) {
  const fs::path whole = WholePath(path);
  std::error_code error;
  return IsBelow(whole, WholePath(context.profile_folder)) ||
         fs::exists(whole.parent_path() / "profile.json", error);
}

absl::Status Check(const Context& context, const TypedFile& output,
                   bool replace) {
  const auto refused = [&](absl::string_view id) {
    return UsageError(context.Text(id, {{"name", output.name}}));
  };
  if (IsInProfile(context, output.path)) {
    return refused("console.output-in-a-profile");
  }
  std::error_code error;
  if (!fs::exists(output.path, error)) return absl::OkStatus();
  if (!fs::is_regular_file(output.path, error)) {
    return refused("console.output-is-no-file");
  }
  return replace ? absl::OkStatus() : refused("console.output-is-there");
}

}  // namespace

std::string WholePath(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : whole.string();
}

absl::Status CheckOutputFile(const Context& context, const TypedFile& input,
                             const TypedFile& output, bool replace) {
  if (output.path.empty()) return absl::OkStatus();
  if (!input.path.empty() && IsSame(input.path, output.path)) {
    return UsageError(
        context.Text("console.output-is-the-input",
                     {{"name", output.name}, {"input", input.name}}));
  }
  return Check(context, output, replace);
}

absl::Status WriteOutputFile(const Context& context, const std::string& path,
                             const std::string& content) {
  if (WriteFile(path, content, S_IRUSR | S_IWUSR).ok()) {
    return absl::OkStatus();
  }
  return UsageError(
      context.Text("console.output-cannot-be-written", {{"file", path}}));
}

}  // namespace sceau
