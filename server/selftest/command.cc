#include "server/selftest/command.h"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "policy/compile/compiler.h"
#include "policy/describe/describe.h"
#include "server/operator/commands.h"
#include "server/operator/input_file.h"

namespace sceau::selftest {
namespace {

// Before that, nothing is said of how far it is.
constexpr std::chrono::seconds kSilence{2};

// The text of a charter that compiles, or what is wrong with it.
std::optional<std::string> ReadCharter(const std::string& path,
                                       Language language,
                                       std::vector<std::string>& problems) {
  std::optional<std::string> text =
      ReadInput(path, kMaxInputBytes, language, problems);
  if (!text.has_value()) return std::nullopt;
  const policy::CompileResult compiled = policy::Compile(*text);
  for (const policy::Issue& issue : compiled.issues) {
    problems.push_back(policy::DescribeLine(path, issue, language));
  }
  return text;
}

// "42/212", on the same line again and again.
class Progress {
 public:
  explicit Progress(const Console& console) : console_(console) {}
  void Tell(size_t done, size_t all) {
    if (!console_.err_is_terminal || Clock::now() - start_ < kSilence) return;
    console_.err << "\r" << done << "/" << all << std::flush;
    told_ = true;
  }
  ~Progress() {
    if (told_) console_.err << "\r" << std::string(20, ' ') << "\r";
  }

 private:
  const Console& console_;
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start_ = Clock::now();
  bool told_ = false;
};

}  // namespace

int Command(const Arguments& arguments, const Console& console) {
  const Language language = console.language;
  const auto refuse = [&console](const std::vector<std::string>& each) {
    console.Complain(each);
    return kExitProblem;
  };
  std::vector<std::string> problems;
  Options options;
  options.seed = arguments.seed;
  options.one_in = arguments.quick ? kQuickOneIn : 1;
  options.charter =
      ReadCharter(arguments.charter, language, problems).value_or("");
  if (!arguments.against.empty()) {
    options.against =
        ReadCharter(arguments.against, language, problems).value_or("");
  }
  if (!problems.empty()) return refuse(problems);
  absl::StatusOr<Report> report;
  {
    Progress progress(console);
    options.progress = [&progress](size_t done, size_t all) {
      progress.Tell(done, all);
    };
    report = Run(options);
  }
  if (!report.ok()) {
    return refuse({absl::StrCat(
        console.In("l'autotest n'a pas pu être mené ; corriger la charte "
                   "(« sceaud check --charter FICHIER »), ou faire de la place "
                   "dans le dossier temporaire (détail : ",
                   "the self-test could not be run; correct the charter "
                   "(« sceaud check --charter FILE »), or make room in the "
                   "temporary folder (detail: "),
        report.status().message(), ").")});
  }
  if (arguments.json) {
    console.out << JsonOf(*report) << "\n";
  } else {
    PrintReport(*report, language, console.out);
  }
  return ExitStatusOf(*report);
}

int ExitStatusOf(const Report& report) {
  return report.Holds() ? kExitOk : kExitInterference;
}

}  // namespace sceau::selftest
