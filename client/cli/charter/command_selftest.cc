// sceau selftest: the self-test of the service, which `sceaud` makes; here for
// whoever has a draft charter and types `sceau`.
#include <cerrno>
#include <filesystem>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/charter/charter_commands.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"

namespace sceau::command_selftest {
namespace {

// Exit status of `sceaud selftest`: the sentence was said already.
constexpr int kServiceUsage = 2;
constexpr int kInterference = 3;

struct Options {
  std::string charter = {};
  std::string against = {};
  std::string seed = {};
  std::string service = {};
  bool quick = false;
};

// `sceaud` of the folder that this program is in; empty when the system does
// not say where that is.
std::string ServiceBeside() {
  std::error_code error;
  const std::filesystem::path self =
      std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "" : (self.parent_path() / "sceaud").string();
}

// Runs the program with this one's streams and waits for its end: its exit
// status, or -1 when it did not start or was stopped.
int RunProgram(std::vector<std::string> words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawn(&child, words.front().c_str(), nullptr, nullptr,
                  arguments.data(), environ) != 0) {
    return -1;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

absl::StatusOr<ExitCode> Selftest(Context& context, const Options& options) {
  const std::string service =
      options.service.empty() ? ServiceBeside() : options.service;
  if (access(service.c_str(), X_OK) != 0) {
    return UsageError(context.Text("selftest.the-services-program-sceaud-is",
                                   {{"service", service}}));
  }
  std::vector<std::string> words = {service, "selftest", "--charter",
                                    options.charter};
  const auto add = [&words](const char* name, const std::string& value) {
    if (value.empty()) return;
    words.emplace_back(name);
    words.push_back(value);
  };
  add("--against", options.against);
  add("--seed", options.seed);
  if (options.quick) words.emplace_back("--quick");
  if (context.json) words.emplace_back("--json");
  context.environment().out.flush();
  switch (RunProgram(std::move(words))) {
    case 0:
      return ExitCode::kOk;
    case kServiceUsage:
      return ExitCode::kUsage;
    case kInterference:
      return ExitCode::kRefused;
    default:
      return ExitCode::kFault;
  }
}

}  // namespace

void Add(Commands& commands) {
  const auto options = NewOptions<Options>();
  CLI::App& selftest = commands.Command(
      commands.app(), "selftest", "selftest.command-selftest",
      {"sceau selftest --charter charte.textproto --quick",
       "sceau selftest --charter projet.textproto --against charte.textproto"},
      [options](Context& context) { return Selftest(context, *options); });
  selftest
      .add_option("--charter", options->charter,
                  commands.Text("selftest.option-charter"))
      ->required();
  selftest.add_option("--against", options->against,
                      commands.Text("selftest.option-against"));
  selftest.add_option("--seed", options->seed,
                      commands.Text("selftest.option-seed"));
  selftest.add_flag("--quick", options->quick,
                    commands.Text("selftest.option-quick"));
  selftest.add_option("--service", options->service,
                      commands.Text("selftest.option-service"));
}

}  // namespace sceau::command_selftest
