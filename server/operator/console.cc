#include "server/operator/console.h"

#include "proto/text/output.h"

namespace sceau {
namespace {

constexpr char kProgram[] = "sceaud: ";

}  // namespace

void Console::Say(absl::string_view text, absl::string_view mark) const {
  out << Paragraph(text, mark, std::string(DisplayWidth(mark), ' '));
}

void Console::Complain(const std::vector<std::string>& problems) const {
  for (const std::string& problem : problems) {
    err << Paragraph(problem, kProgram, "  ");
  }
}

void Console::ComplainToJournal(
    const std::vector<std::string>& problems) const {
  if (err_is_terminal) return Complain(problems);
  for (const std::string& problem : problems) {
    err << kProgram << Safe(problem) << "\n";
  }
}

}  // namespace sceau
