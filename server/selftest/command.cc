#include "server/selftest/command.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <optional>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "policy/compiler.h"
#include "policy/describe.h"
#include "server/commands.h"

namespace sceau::selftest {
namespace {

// A charter's text; what is larger is none.
constexpr size_t kMaxCharterBytes = size_t{1024} * 1024;
// Before that, nothing is said of how far it is.
constexpr std::chrono::seconds kSilence{2};

int Refuse(const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) {
    std::cerr << "sceaud: " << problem << "\n";
  }
  return kExitProblem;
}

// The text of a charter that compiles, or what is wrong with it.
std::optional<std::string> ReadCharter(const std::string& path,
                                       Language language,
                                       std::vector<std::string>& problems) {
  std::ifstream in(path, std::ios::binary);
  std::string text(kMaxCharterBytes + 1, '\0');
  if (in) in.read(text.data(), static_cast<std::streamsize>(text.size()));
  const std::streamsize size = in.gcount();
  text.resize(static_cast<size_t>(size));
  if (size == 0 || in.bad() || text.size() > kMaxCharterBytes) {
    problems.push_back(absl::StrCat(
        path, In(language, " : illisible ; vérifier le chemin et les droits.",
                 ": unreadable; check the path and the permissions.")));
    return std::nullopt;
  }
  const policy::CompileResult compiled = policy::Compile(text);
  for (const policy::Issue& issue : compiled.issues) {
    problems.push_back(policy::DescribeLine(path, issue,
                                            language == Language::kFrench
                                                ? policy::Language::kFrench
                                                : policy::Language::kEnglish));
  }
  return text;
}

// "42/212", on the same line again and again.
class Progress {
 public:
  void Tell(size_t done, size_t all) {
    if (isatty(STDERR_FILENO) == 0 || Clock::now() - start_ < kSilence) return;
    std::cerr << "\r" << done << "/" << all << std::flush;
    told_ = true;
  }
  ~Progress() {
    if (told_) std::cerr << "\r" << std::string(20, ' ') << "\r";
  }

 private:
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start_ = Clock::now();
  bool told_ = false;
};

}  // namespace

int Command(const Arguments& arguments, Language language) {
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
  if (!problems.empty()) return Refuse(problems);
  absl::StatusOr<Report> report;
  {
    Progress progress;
    options.progress = [&progress](size_t done, size_t all) {
      progress.Tell(done, all);
    };
    report = Run(options);
  }
  if (!report.ok()) {
    return Refuse(
        {absl::StrCat(In(language, "l'autotest n'a pas pu être mené : ",
                         "the self-test could not be run: "),
                      report.status().message(), ".")});
  }
  if (arguments.json) {
    std::cout << JsonOf(*report) << "\n";
  } else {
    PrintReport(*report, language, std::cout);
  }
  return ExitStatusOf(*report);
}

int ExitStatusOf(const Report& report) {
  return report.Holds() ? kExitOk : kExitInterference;
}

}  // namespace sceau::selftest
