// From the charter's text to the program that decides: parse, check against
// the catalogue, hold against the law's floor, compile.
//
// Guarantee: a program only without any issue; otherwise all issues at once,
// in the order of the text (a syntax error stands alone, since what follows it
// cannot be read). Order and repetition of grants change no decision.
// Threads: reentrant. Bounds: parser.h. No I/O, no clock.
#ifndef SCEAU_POLICY_COMPILE_COMPILER_H_
#define SCEAU_POLICY_COMPILE_COMPILER_H_

#include <memory>

#include "absl/strings/string_view.h"

#include "policy/compile/issue.h"
#include "policy/decide/program.h"

namespace sceau::policy {

struct CompileResult {
  // Null when there are issues.
  std::shared_ptr<const Program> program = nullptr;
  Issues issues = {};
};

CompileResult Compile(absl::string_view text);

// Of a version that a group has stored, and of nothing else: a text of before
// organisations said their function is read as it was meant
// (before_functions.h), since what was signed cannot change. Of every other
// text as Compile().
CompileResult CompileStored(absl::string_view text);

// What a charter below the law's floor would say: for whoever shows what is
// wrong with it, never to serve. Null when the text has other issues.
std::shared_ptr<const Program> CompileUnheld(absl::string_view text);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_COMPILER_H_
